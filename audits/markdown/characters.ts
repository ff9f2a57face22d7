/** Characters that nobody sees, or that change the order of those around them. */
const HIDDEN =
  /\p{Cf}|\p{Cc}|[\u00A0\u115F\u1160\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\u3164\uFFA0]|[\uFE00-\uFE0F]/gu;

/** Scripts and blocks with letters that look like those of the Latin alphabet. */
const ALIKE =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\uFF01-\uFF5E\u{1D400}-\u{1D7FF}]/u;

/** A word of nothing but Cyrillic, Greek, wide or mathematical letters that can pass for Latin. */
const PASSES_FOR_LATIN = new RegExp(
  String.raw`^(?:[\u0391\u0392\u0395-\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03B1\u03B9\u03BA\u03BD\u03BF\u03C1\u03C4\u03C5\u03C7\u0405\u0406\u0408]|[\u0410\u0412\u0415\u0417\u041A\u041C-\u041E\u0420-\u0423\u0425\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04BB\u0501\u051B\u051D]|[\uFF01-\uFF5E\u{1D400}-\u{1D7FF}])+$`,
  "u",
);

/**
 * What in `code` a reader would take for something else, in words: a hidden character, or a word
 * that mixes Latin letters with look-alikes. Undefined if there is nothing of the kind.
 */
export function deceptiveCharacter(code: string): string | undefined {
  const shown = code.replace(HIDDEN, (character) => `<${codePoint(character)}>`);
  if (shown !== code) return `\`${shown}\` holds a character that cannot be seen`;
  for (const word of code.match(/[\p{L}\p{N}]+/gu) ?? []) {
    const alike = ALIKE.exec(word)?.[0];
    if (alike === undefined) continue;
    if (/\p{Script=Latin}/u.test(word) || PASSES_FOR_LATIN.test(word)) {
      return `\`${code}\` holds a character that looks like a Latin one and is not: ${codePoint(alike)}`;
    }
  }
  return undefined;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
