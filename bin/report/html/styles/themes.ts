const LIGHT = `
  color-scheme: light;
  --page: #ffffff; --panel: #f6f7f8; --line: #dde1e6; --text: #1b2026; --dim: #566069;
  --link: #0a58a6; --focus: #0a58a6;
  --ok: #176639; --ok-panel: #e6f4ea; --warn: #7d4b00; --warn-panel: #fcf1da;
  --bad: #b3201a; --bad-panel: #fdebea; --info: #0a58a6; --info-panel: #e7f0fa;
  --ins: #e8f7ec; --ins-word: #b3e6c1; --del: #fdeeee; --del-word: #f7c8c6;
  --edited: #3a8f5c; --removed: #9bcbaa; --allowed: #b4bcc5; --manual: #dfa63c; --unresolved: #cf4a42;
`;

const DARK = `
  color-scheme: dark;
  --page: #14171b; --panel: #1b1f25; --line: #323942; --text: #e2e6ea; --dim: #9ca6b0;
  --link: #7db7f5; --focus: #7db7f5;
  --ok: #74d192; --ok-panel: #142c1e; --warn: #e5b454; --warn-panel: #332810;
  --bad: #ff968d; --bad-panel: #3a1b1a; --info: #7db7f5; --info-panel: #14283d;
  --ins: #132a1c; --ins-word: #22603b; --del: #331c1d; --del-word: #713132;
  --edited: #4fae75; --removed: #2f6b47; --allowed: #5b6570; --manual: #c9962f; --unresolved: #e2625a;
`;

/** The colours, by what the system prefers, by what was chosen, and on paper. */
export const THEMES = `
:root { ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
:root[data-theme="light"] { ${LIGHT} }
:root[data-theme="dark"] { ${DARK} }
@media print { :root, :root[data-theme] { ${LIGHT} } }
`;
