import { listenToKeys, moveBy } from "./keys.ts";
import { applyFilter, goToFilter, startFilter, valueOf } from "./filter.ts";
import { foldAll, openTarget, startFolding } from "./folding.ts";
import { halfOf, splitTable, startSplit, unsplitTable } from "./split.ts";
import { recall, remember, startTheme } from "./settings.ts";
import { startPage } from "./start.ts";

/**
 * The page's script: the text of functions that are written, typed and linted like all others. They
 * may use one another and what a browser has, and nothing else of their modules.
 */
export const SCRIPT = `"use strict";
${[
  recall,
  remember,
  startTheme,
  halfOf,
  splitTable,
  unsplitTable,
  startSplit,
  openTarget,
  foldAll,
  startFolding,
  valueOf,
  applyFilter,
  goToFilter,
  startFilter,
  moveBy,
  listenToKeys,
  startPage,
]
  .map(String)
  .join("\n")}
startPage();
`;
