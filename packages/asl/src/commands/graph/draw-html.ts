import {
  describe,
  type Graph,
  type GraphFile,
  type Overlays,
  placeGraph,
  styleSheet,
  type Theme,
} from '../../language/graph';
import { scriptOf, selfContainedPage } from '../../language/page-file';

/** What of the graph is drawn at first. */
type Chosen = Pick<GraphFile, 'open' | 'errorPaths'>;

/**
 * Returns a graph as one HTML file: scopes open and close in it, and a selected state shows its error paths. It requests nothing, and
 * its text is shown as text only.
 */
export function drawHtml(
  graph: Graph,
  chosen: Chosen,
  { theme, overlays }: { readonly theme: Theme; readonly overlays: Overlays },
): string {
  const description = describe(placeGraph(graph, chosen), overlays);
  const data: GraphFile = { graph, overlays, ...chosen, description };
  return selfContainedPage({
    title: graph.name,
    theme,
    style: `${pageStyle}\n${styleSheet(theme)}`,
    script: scriptOf('language/graph-page/graph-file'),
    data,
    body: [
      '<main>',
      '<p class="bar"><button id="open">Open all</button> <button id="close">Close all</button>',
      '<label><input type="checkbox" id="errors"> all error paths</label></p>',
      // What scrolls, and has no button in it, can be focused: the arrow keys scroll it then.
      '<section id="details" aria-label="State" aria-live="polite" tabindex="0"></section>',
      '<div id="picture" role="group" aria-label="Graph" tabindex="0"></div>',
      '</main>',
      '<nav aria-label="States" id="outline"></nav>',
    ].join('\n'),
    comment: graph.comment,
  });
}

const pageStyle = [
  'body{margin:0;padding:16px;display:grid;grid-template-columns:minmax(0,1fr) 260px;gap:16px;font:14px/1.5 system-ui,sans-serif}',
  'header{grid-column:1/-1}h1{font-size:20px;margin:0}h2{font-size:15px;margin:0}ul{list-style:none;margin:0;padding-left:12px}',
  '#picture{overflow:auto;min-height:320px}#outline{overflow:auto}#details{min-height:60px;max-height:30vh;overflow:auto}',
  'button{font:inherit;min-height:24px}#outline button{border:0;background:none;color:inherit;text-align:left}',
  '#outline button[aria-pressed=true]{outline:2px solid;outline-offset:-2px}',
  'svg{cursor:pointer}@media (max-width:700px){body{display:block}}',
].join('\n');
