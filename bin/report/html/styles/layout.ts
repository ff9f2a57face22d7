/** The page, its text, and where its parts stand. */
export const LAYOUT = `
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: .5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--page); color: var(--text);
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
[hidden] { display: none !important; }
code, pre, kbd, .id, .diff { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code, pre, kbd, .id { font-size: .9em; }
code { overflow-wrap: anywhere; }
h1, h2, h3, p, ul, ol, dl, pre { margin: 0; }
ul, ol { padding: 0; list-style: none; }
h1 { font-size: 1.65rem; line-height: 1.2; letter-spacing: -.012em; font-weight: 650; text-wrap: balance; }
h2 { font-size: 1.15rem; line-height: 1.3; font-weight: 650; }
h3 { font-size: 1rem; line-height: 1.45; font-weight: 600; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: 1px; }
a:not(:hover) code { text-decoration: none; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
.report:focus { outline: none; }
.dim, .n, .at, i { color: var(--dim); }
.n { font-weight: 400; font-size: .85em; font-variant-numeric: tabular-nums; }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; z-index: 3; padding: .5rem .8rem; background: var(--page); border: 1px solid var(--line); border-radius: 4px; }
.skip:focus { top: .5rem; }

.bar { display: flex; flex-wrap: wrap; gap: .2rem .9rem; align-items: baseline; padding: .55rem 1.5rem; border-bottom: 1px solid var(--line); }
.brand { font-weight: 650; }
.plan { color: var(--dim); flex: 1; min-width: 12rem; overflow-wrap: anywhere; }
.controls { display: flex; gap: .5rem; align-items: baseline; margin-left: auto; }
.columns { display: grid; grid-template-columns: minmax(16rem, 22rem) minmax(0, 1fr); }
.side { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding: 1.25rem 1rem 2rem 1.5rem; }
.report { padding: 1.25rem 1.5rem 3rem; min-width: 0; min-height: 100vh; border-left: 1px solid var(--line); }
.report:focus-visible { outline: none; }
.report > section { max-width: 72rem; }
.report > section#files { max-width: none; }
.report > section + section { margin-top: 2.25rem; }
.report > section > h2 { padding-bottom: .35rem; margin-bottom: .75rem; border-bottom: 1px solid var(--line); }
footer { padding: .8rem 1.5rem; border-top: 1px solid var(--line); color: var(--dim); font-size: .9em; overflow-wrap: anywhere; }

button, select, input[type="search"] { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: 4px; padding: .15rem .6rem; min-height: 1.9rem; }
button { cursor: pointer; }
button:hover { background: var(--panel); }
button[aria-pressed="true"] { background: var(--info-panel); border-color: var(--info); color: var(--info); }
summary { cursor: pointer; }
.keys { position: relative; }
.keys > summary { color: var(--dim); padding: .15rem .3rem; }
.sheet { position: absolute; right: 0; z-index: 2; width: 15rem; padding: .8rem 1rem; background: var(--page); border: 1px solid var(--line); border-radius: 6px; box-shadow: 0 4px 16px rgb(0 0 0 / .14); }
.sheet dl { display: grid; grid-template-columns: 4.2rem 1fr; gap: .25rem .5rem; margin-bottom: .35rem; }
.sheet dd { margin: 0; }
.sheet label { display: block; margin-top: .6rem; padding-top: .6rem; border-top: 1px solid var(--line); }
kbd { border: 1px solid var(--line); border-radius: 3px; padding: 0 .3rem; background: var(--panel); }

@media (max-width: 60rem) {
  .columns { grid-template-columns: minmax(0, 1fr); }
  .side { position: static; max-height: none; padding: 1rem; border-bottom: 1px solid var(--line); }
  .report { border-left: 0; }
  .side .tree > ul { max-height: 60vh; overflow: auto; }
  .bar, .report, footer { padding-left: 1rem; padding-right: 1rem; }
}
`;
