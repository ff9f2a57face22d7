import { DIFF } from "./diff.ts";
import { LAYOUT } from "./layout.ts";
import { PARTS } from "./parts.ts";
import { PRINT } from "./print.ts";
import { THEMES } from "./themes.ts";
import { TREE } from "./tree.ts";

/** All that the page is drawn with. */
export const STYLES = [THEMES, LAYOUT, PARTS, TREE, DIFF, PRINT].join("\n");
