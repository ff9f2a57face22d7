/** What the sections are made of. */
export const PARTS = `
.verdict { padding: 1.4rem 1.5rem 1.3rem; border-bottom: 1px solid var(--line); background: var(--panel); }
.verdict.ok { background: var(--ok-panel); }
.verdict.warn { background: var(--warn-panel); }
.verdict.bad { background: var(--bad-panel); }
.verdict .dim, .verdict .exit { color: var(--text); }
.verdict a { color: inherit; }
.reasons { display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; margin-top: .6rem; }
.exit { margin-top: .7rem; font-size: .93em; }

.badge { display: inline-block; padding: 0 .45rem; border: 1px solid currentColor; border-radius: 3px; font: 500 .8rem/1.45 system-ui, sans-serif; color: var(--dim); background: var(--page); }
.badge.ok { color: var(--ok); background: var(--ok-panel); }
.badge.warn { color: var(--warn); background: var(--warn-panel); }
.badge.bad { color: var(--bad); background: var(--bad-panel); }
.badge.info { color: var(--info); background: var(--info-panel); }
.kind { color: var(--dim); font-size: .86em; }
.kind + .kind { margin-left: .5rem; }
.criterion .message { font-size: .93em; color: var(--dim); }
.criterion.bad .message { color: var(--bad); }
.message { white-space: pre-wrap; overflow-wrap: anywhere; max-width: 48rem; }
.cut, .nothing { color: var(--dim); padding: .4rem .6rem; }
.plus { color: var(--ok); } .minus { color: var(--bad); }
.plus, .minus { font-variant-numeric: tabular-nums; }

.phase + .phase { margin-top: 1.1rem; }
.id { color: var(--dim); font-weight: 500; }
.steps { margin-top: .4rem; border-top: 1px solid var(--line); }
.steps li { display: grid; grid-template-columns: 3rem minmax(0, 1fr) auto; gap: 0 .75rem; padding: .28rem 0; border-bottom: 1px solid var(--line); }
.steps .what { overflow-wrap: anywhere; }
.steps .result { white-space: nowrap; text-align: right; }

.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .26rem .9rem .26rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 500; color: var(--dim); font-size: .9em; white-space: nowrap; }
tbody th { color: inherit; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.found th { padding-top: .5rem; font-size: 1em; white-space: normal; color: inherit; border-bottom: 0; }
.found td { border: 0; vertical-align: baseline; padding-top: .05rem; padding-bottom: .05rem; }
.found td:first-child { width: 1%; padding-left: 1.2rem; text-align: right; white-space: nowrap; color: var(--dim); font-size: .9em; font-variant-numeric: tabular-nums; }
.found td:nth-child(2) { width: 1%; color: var(--dim); font-size: .9em; }
.excerpt { white-space: pre-wrap; }
.accounts .share { width: 30%; min-width: 9rem; }
.bar svg, svg.bar { display: block; width: 100%; height: .75rem; margin-top: .3rem; padding: 0; border: 0; border-radius: 2px; }
rect.edited { fill: var(--edited); } rect.removed { fill: var(--removed); } rect.allowed { fill: var(--allowed); }
rect.manual { fill: var(--manual); } rect.unresolved { fill: var(--unresolved); }
.dot { display: inline-block; width: .6rem; height: .6rem; border-radius: 2px; margin-right: .3rem; }
.dot.edited { background: var(--edited); } .dot.removed { background: var(--removed); } .dot.allowed { background: var(--allowed); }
.dot.manual { background: var(--manual); } .dot.unresolved { background: var(--unresolved); }
.branch.true { color: var(--ok); } .branch.false { color: var(--info); } .branch.null { color: var(--dim); }
.way { margin-right: 1rem; }

.fold { margin-top: .4rem; }
.fold > summary { padding: .15rem 0; }
.fold > summary h3 { display: inline; }
.fold > :not(summary) { margin-left: 1rem; }
.criteria > li { padding: .3rem 0 .3rem .85rem; border-left: 3px solid var(--line); }
.criteria > li + li { margin-top: .35rem; }
.criteria > li.bad { border-left-color: var(--bad); } .criteria > li.warn { border-left-color: var(--warn); }
.criteria > li.ok { border-left-color: var(--ok); }
.criterion .title { font-weight: 500; overflow-wrap: anywhere; }
.facts { color: var(--dim); font-size: .92em; }
.criterion .facts > * { margin-right: .9rem; }
.criterion .scroll { margin-top: .35rem; }
.report h3 + ul, .report h3 + .scroll, .report h3 + p, .report h3 + .fold { margin-top: .35rem; }
.report p + h3, .report ul + h3, .report .fold + h3, .report .fold + p { margin-top: 1.1rem; }
.notes > li { padding: .5rem 0 .5rem .85rem; border-left: 3px solid var(--line); }
.notes > li + li { margin-top: .35rem; }
.notes.bad > li { border-left-color: var(--bad); } .notes.warn > li { border-left-color: var(--warn); }
.places { columns: auto 26rem; column-gap: 2rem; margin-top: .15rem; }
.plain > li { padding: .12rem 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: .6rem .8rem; background: var(--panel); border: 1px solid var(--line); border-radius: 4px; }

@media (max-width: 60rem) { .outline { display: none; } .verdict { padding-left: 1rem; padding-right: 1rem; } }
@media (max-width: 40rem) {
  .steps li { grid-template-columns: 2.4rem minmax(0, 1fr); }
  .steps .result { grid-column: 2; text-align: left; }
  .places { columns: auto; }
  .criteria > li, .notes > li { padding-left: .6rem; }
}
`;
