/** The changed files. What is not on the screen is not drawn, which is what makes 300 bearable. */
export const DIFF = `
.tools { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; margin-bottom: .75rem; }
.tools .buttons { margin-left: auto; display: flex; gap: .4rem; }
.file { border: 1px solid var(--line); border-radius: 5px; margin-bottom: .8rem; content-visibility: auto; contain-intrinsic-size: auto 24rem; }
.file:not([open]) { contain-intrinsic-size: auto 2.4rem; }
.file > summary { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .1rem 1rem; align-items: baseline; padding: .38rem .7rem; background: var(--panel); border-radius: 5px; }
.file[open] > summary { border-bottom: 1px solid var(--line); border-radius: 5px 5px 0 0; }
.file > summary:focus-visible { outline-offset: -2px; }
.file > summary::before { content: "▸"; color: var(--dim); width: .5rem; }
.file[open] > summary::before { content: "▾"; }
.file > summary::-webkit-details-marker { display: none; }
.file h3 { font-size: .93rem; font-weight: 500; flex: 1 1 20rem; min-width: 0; overflow-wrap: anywhere; }
.file .from, .file .arrow { color: var(--dim); }
.file .by { margin-left: .7rem; }
.diff { table-layout: fixed; font-size: 12px; line-height: 1.55; tab-size: 4; }
.diff td { border: 0; padding: 0; vertical-align: top; }
.diff col { width: 3.1rem; }
.diff col:nth-child(3), .split col:nth-child(3n + 2) { width: 1.3rem; }
.diff col:nth-child(4), .split col:nth-child(3n) { width: auto; }
.split col:nth-child(4) { width: 3.1rem; }
.diff td:nth-child(-n + 2), .split td:nth-child(3n + 1) { padding-right: .6rem; text-align: right; color: var(--dim); user-select: none; font-variant-numeric: tabular-nums; }
.diff td:nth-child(3), .split td:nth-child(3n + 2) { padding: 0; text-align: center; color: inherit; user-select: none; }
.diff td:nth-child(4), .split td:nth-child(3n) { padding-right: .6rem; text-align: left; color: inherit; white-space: pre-wrap; overflow-wrap: anywhere; user-select: auto; }
.split td:nth-child(4) { padding-right: .6rem; text-align: right; color: var(--dim); user-select: none; border-left: 1px solid var(--line); white-space: normal; }
.diff .d2h-info td, .diff .d2h-info td:first-child { width: auto; text-align: left; padding: .1rem .7rem; color: var(--dim); background: var(--panel); white-space: normal; }
.diff .d2h-ins { background: var(--ins); } .diff .d2h-del { background: var(--del); }
.diff ins { background: var(--ins-word); text-decoration: none; border-radius: 2px; }
.diff del { background: var(--del-word); text-decoration: none; border-radius: 2px; }
.diff .d2h-none { background: var(--panel); }
@media (max-width: 60rem) { #split { display: none; } }
@media (max-width: 40rem) {
  .file { margin-left: -.5rem; margin-right: -.5rem; }
  .diff { font-size: 11px; }
  .diff col:nth-child(-n + 2) { width: 2.1rem; }
  .diff td:nth-child(-n + 2) { padding-right: .3rem; }
  .file h3 { flex-basis: calc(100% - 2rem); }
  .file .facts { margin-left: 1.5rem; }
}
`;
