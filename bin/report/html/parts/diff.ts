import { html } from "diff2html";
import { LineType } from "diff2html/lib/types.js";
import type { DiffBlock, DiffFile, DiffLine } from "diff2html/lib/types.js";
import type { FileChange } from "../../../../workspace/change-set.ts";
import { fileDiff, hunkHeader } from "../../../../workspace/diff.ts";
import type { Hunk } from "../../../../workspace/diff.ts";
import { escapeControl } from "../../../terminal/escape.ts";
import { Markup } from "../markup.ts";

/** The changed lines of a file as a table. */
export interface Diff {
  readonly markup: Markup;
  /** How many lines the table has, and how many there was no room for. */
  readonly lines: number;
  readonly hidden: number;
}

/** Beyond that, a line is cut: it is nothing that anyone reads. */
const LONGEST_LINE = 2000;

/** Up to here the words that differ within a line are looked for; it takes time by the square. */
const LONGEST_COMPARED = 400;

/** Smaller than the library's own, for a page of 300 files is mostly markup around lines. */
const TEMPLATES = {
  "generic-wrapper": "{{{content}}}",
  "line-by-line-file-diff":
    '<table class="diff" aria-label="{{file.newName}}"><colgroup><col><col><col><col></colgroup><tbody>\n{{{diffs}}}</tbody></table>\n',
  "line-by-line-numbers": "<td>{{oldNumber}}</td><td>{{newNumber}}</td>",
  "generic-line":
    '<tr class="{{type}}">{{{lineNumber}}}<td>{{{prefix}}}</td><td>{{{content}}}</td></tr>\n',
  "generic-block-header": '<tr class="d2h-info"><td colspan="4">{{{blockHeader}}}</td></tr>\n',
};

/** What differs before and after, by the library; at most `room` lines of it. */
export function diffOf(change: FileChange, room: number): Diff {
  const { hunks } = fileDiff(change);
  const blocks: DiffBlock[] = [];
  let left = room;
  let hidden = 0;
  for (const hunk of hunks) {
    const all = hunk.lines.length;
    if (left > 0) blocks.push(blockOf(hunk, left));
    hidden += Math.max(0, all - left);
    left = Math.max(0, left - all);
  }
  const path = escapeControl(change.path);
  const file: DiffFile = {
    oldName: path,
    newName: path,
    addedLines: 0,
    deletedLines: 0,
    isCombined: false,
    isGitDiff: true,
    language: "",
    blocks,
  };
  const text = html([file], {
    drawFileList: false,
    outputFormat: "line-by-line",
    matching: "lines",
    matchingMaxComparisons: 400,
    maxLineLengthHighlight: LONGEST_COMPARED,
    rawTemplates: TEMPLATES,
  });
  return {
    markup: Markup.trusted(blocks.length === 0 ? "" : text),
    lines: room - left,
    hidden,
  };
}

/** The first `most` lines of `hunk` in the library's terms. */
function blockOf(hunk: Hunk, most: number): DiffBlock {
  // Where every line ends with a carriage return, it is how the file ends its lines, and no news.
  const crlf = hunk.lines.every((line) => line.startsWith("\\") || line.endsWith("\r"));
  const shown: DiffLine[] = [];
  let oldNumber = hunk.oldStart;
  let newNumber = hunk.newStart;
  for (const line of hunk.lines.slice(0, most)) {
    const content = readable(crlf && line.endsWith("\r") ? line.slice(0, -1) : line);
    const last = shown.at(-1);
    if (line.startsWith("+")) {
      shown.push({ type: LineType.INSERT, oldNumber: undefined, newNumber, content });
      newNumber += 1;
    } else if (line.startsWith("-")) {
      shown.push({ type: LineType.DELETE, oldNumber, newNumber: undefined, content });
      oldNumber += 1;
    } else if (!line.startsWith("\\")) {
      shown.push({ type: LineType.CONTEXT, oldNumber, newNumber, content });
      oldNumber += 1;
      newNumber += 1;
    } else if (last) {
      last.content += `    ${content}`;
    }
  }
  return {
    oldStartLine: hunk.oldStart,
    newStartLine: hunk.newStart,
    header: hunkHeader(hunk),
    lines: shown,
  };
}

/** Tabs stay, for they are what code is indented with. */
function readable(line: string): string {
  const more = line.length - LONGEST_LINE;
  const kept = more > 0 ? `${line.slice(0, LONGEST_LINE)}… (${more} more characters)` : line;
  return kept.split("\t").map(escapeControl).join("\t");
}
