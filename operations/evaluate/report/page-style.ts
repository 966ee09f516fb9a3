/** The style sheet of the page. */
export const pageStyle = `
:root { color-scheme: light dark; --line: light-dark(#767676, #8c8c8c); --bad: light-dark(#a4000f, #ff9aa2); --good: light-dark(#0b5d1e, #8fdc9f); }
body { font: 15px/1.45 system-ui, sans-serif; margin: 1.5rem auto; max-width: 76rem; padding: 0 1rem; }
h1 { font-size: 1.3rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; }
table { border-collapse: collapse; margin: .5rem 0; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid var(--line); padding: .2rem .7rem .2rem 0; text-align: left; vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
.bad { color: var(--bad); } .good { color: var(--good); }
code { font-size: .9em; overflow-wrap: anywhere; }
`;
