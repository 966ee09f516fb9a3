import type { GraphFile } from '../graph/graph-file';
import type { PlacedNode } from '../graph/placed/placed-graph';
import type { Marks } from '../graph/svg/marks';
import { find, parent, readData, textElement } from './dom';
import { showGraph } from './show-graph';

// The script of the file that `asl graph --format html` writes.
void start();

async function start(): Promise<void> {
  const file = await readData<GraphFile>();
  find('details').append(textElement('h2', 'Select a state'));
  const { marks } = showGraph(file, (node) => find('details').replaceChildren(...descriptionOf(node, marks)));
}

function descriptionOf(node: PlacedNode, marks: Marks): HTMLElement[] {
  const rules = (node.rules ?? []).map(({ number, text, to }) => `${number}  ${text} → ${to}`);
  const catchers = node.catchers.map(({ number, errors, to }) => `!${number}  ${errors.join(', ')} → ${to}`);
  const lines = [...node.title.slice(1), ...marks.node(node.id).told, ...rules, ...catchers];
  return [
    textElement('h2', `${node.id} (${node.type})`),
    parent(
      'ul',
      lines.map((text) => textElement('li', text)),
    ),
  ];
}
