/** The side: what is on the page, the filter, and the files by folder. */
export const TREE = `
.contents a { display: flex; gap: .5rem; align-items: baseline; padding: .14rem 0; color: inherit; text-decoration: none; }
.contents a:hover { text-decoration: underline; }
.contents .n { margin-left: auto; }
.mark { flex: none; width: .5rem; height: .5rem; border-radius: 50%; background: var(--line); }
.mark.ok { background: var(--ok); } .mark.warn { background: var(--warn); } .mark.bad { background: var(--bad); }
.outline { margin-top: 1.1rem; padding-top: .9rem; border-top: 1px solid var(--line); }
.outline a { font-size: .93em; padding: .2rem 0; }
.outline .name { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; overflow-wrap: anywhere; }
.tree { margin-top: 1.1rem; padding-top: .9rem; border-top: 1px solid var(--line); }
.tree h2 { display: inline; font-size: 1rem; }
.filter { display: grid; gap: .4rem; margin: .6rem 0 .7rem; }
.filter label { display: block; font-size: .9em; color: var(--dim); min-width: 0; }
.filter input, .filter select { display: block; width: 100%; color: var(--text); font-size: .93rem; }
.filter .row { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; }
.filter output { font-size: .9em; color: var(--dim); }
.tree ul ul { padding-left: .5rem; margin-left: .3rem; border-left: 1px solid var(--line); }
.tree li summary { padding: .06rem 0; color: var(--dim); overflow-wrap: anywhere; font-size: .93em; }
.leaf a { display: flex; gap: .4rem; align-items: baseline; padding: .08rem .2rem; border-radius: 3px; color: inherit; text-decoration: none; font-size: .93em; }
.leaf a:hover { background: var(--panel); }
.leaf .name { overflow-wrap: anywhere; }
.leaf .numbers { margin-left: auto; white-space: nowrap; font-size: .88em; }
.letter { flex: none; width: 1rem; text-align: center; font-weight: 650; font-size: .82em; color: var(--dim); }
.letter.added { color: var(--ok); } .letter.deleted { color: var(--bad); } .letter.moved { color: var(--info); }
`;
