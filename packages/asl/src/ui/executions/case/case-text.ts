import { Document, isSeq, visit } from 'yaml';
import type { CopiedCase } from './copied-case';

/** Characters of a value that is written on one line. */
const shortValue = 100;

/** Returns a case as an item of `cases`, indented by `indent` spaces, with what is missing in comments before it. */
export function caseText(
  { test, missing, notes }: CopiedCase,
  { from, indent }: { readonly from: string; readonly indent: number },
): string {
  const document = new Document([test]);
  visit(document, {
    Collection(_key, node) {
      const isCase = node === document.contents || (isSeq(document.contents) && document.contents.items[0] === node);
      if (!isCase && JSON.stringify(node).length <= shortValue) node.flow = true;
    },
  });
  const lines = document.toString({ lineWidth: 0 }).trimEnd().split('\n');
  const comments = [`Copied from ${from}.`, ...notes, ...missing.map((each) => `Missing, to be written: ${each}.`)];
  const margin = ' '.repeat(indent);
  return [...comments.map((text) => `# ${text.replaceAll(/\s+/g, ' ')}`), ...lines]
    .map((line) => (line === '' ? '' : `${margin}${line}`))
    .join('\n')
    .concat('\n');
}
