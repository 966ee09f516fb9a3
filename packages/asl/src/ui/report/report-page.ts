/** The elements that the script of a report fills. What scrolls, and has no button in it, can be focused: the arrow keys scroll it then. */
export const reportBody = [
  '<section id="failure" aria-label="Failure"></section>',
  '<main>',
  '<p class="bar"><button id="open">Open all</button> <button id="close">Close all</button>',
  '<label><input type="checkbox" id="errors"> all error paths</label></p>',
  '<div id="picture" role="group" aria-label="Graph" tabindex="0"></div>',
  '</main>',
  '<aside><nav aria-label="States" id="outline"></nav><section id="details" aria-live="polite"></section></aside>',
  '<section id="timeline" aria-label="Timeline" tabindex="0"></section>',
  '<section id="events" aria-label="Events"></section>',
].join('\n');

/** The layout of a report; the colours of states are those of the picture. */
export const reportStyle = `
:root{color-scheme:light dark}
body{margin:0;padding:16px;display:grid;grid-template-columns:minmax(0,1fr) minmax(300px,36%);gap:16px;font:14px/1.5 system-ui,sans-serif}
header,#failure,#timeline,#events{grid-column:1/-1}
h1{font-size:20px;margin:0;overflow-wrap:anywhere}h2{font-size:16px;margin:8px 0}h3{font-size:14px;margin:8px 0 0}
ul{list-style:none;margin:0;padding-left:12px}
#picture,#timeline,#events{overflow:auto}#outline{max-height:40vh;overflow:auto}
button{font:inherit;min-height:24px}#outline button{border:0;background:none;color:inherit;text-align:left}
button[aria-pressed=true]{outline:2px solid;outline-offset:-2px}
pre{white-space:pre-wrap;overflow-wrap:anywhere;max-height:40vh;overflow:auto;margin:4px 0;padding:8px;border:1px solid color-mix(in srgb,currentColor 30%,transparent)}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:2px 8px 2px 0}
#failure:not(:empty){border-left:4px solid #cf222e;padding-left:12px}
svg{cursor:pointer}summary{cursor:pointer;min-height:24px}.note{opacity:.75}
@media (max-width:800px){body{display:block}}
`.trim();
