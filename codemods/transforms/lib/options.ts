import type { Options } from "jscodeshift";

/** What a JSON option may hold. jscodeshift's own type says `any`. */
type Fields = Readonly<Record<string, unknown>>;

/** A text option. Throws if it is missing, empty or not a text. */
export function textOption(options: Options | Fields, name: string): string {
  const value = optionalText(options, name);
  if (value === undefined) throw new Error(`the option "${name}" is missing`);
  return value;
}

/** A text option that may be left out. Throws if it is there but empty or not a text. */
export function optionalText(options: Options | Fields, name: string): string | undefined {
  const value: unknown = options[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string" || value === "") {
    throw new Error(`the option "${name}" must be a text that is not empty`);
  }
  return value;
}

/** A yes-or-no option; no if it is left out. */
export function flagOption(options: Options | Fields, name: string): boolean {
  const value: unknown = options[name];
  if (value === undefined || value === null) return false;
  if (typeof value !== "boolean") throw new Error(`the option "${name}" must be true or false`);
  return value;
}

/** A list of texts. Throws if it is missing or holds anything else. */
export function textsOption(options: Options, name: string): readonly string[] {
  return listOption(options, name).map((item) => {
    if (typeof item !== "string" || item === "") {
      throw new Error(`the option "${name}" must be a list of texts`);
    }
    return item;
  });
}

/** A number. Throws if it is missing, not whole, or negative. */
export function numberOption(options: Options, name: string): number {
  return wholeNumber(options[name], name);
}

/** A list of offsets. Throws if it is missing or holds anything else. */
export function offsetsOption(options: Options, name: string): readonly number[] {
  return listOption(options, name).map((item) => wholeNumber(item, name));
}

function wholeNumber(value: unknown, name: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw new Error(`the option "${name}" must hold whole numbers that are not negative`);
}

/** A list of objects. Throws if it is missing or holds anything else. */
export function objectsOption(options: Options, name: string): readonly Fields[] {
  return listOption(options, name).map((item) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) {
      throw new Error(`the option "${name}" must be a list of objects`);
    }
    return Object.fromEntries(Object.entries(item));
  });
}

function listOption(options: Options, name: string): readonly unknown[] {
  const value: unknown = options[name];
  if (!Array.isArray(value)) throw new Error(`the option "${name}" must be a list`);
  return value;
}
