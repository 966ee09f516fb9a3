import { type JsonataNode, parseJsonata } from '../../jsonata';
import type { Rule } from '../../rule';
import { textsOf } from '../../texts';
import { isJsonataText } from '../../values';

/** A name stands where nothing is to be looked up: the input of a state is `$states.input`, a variable has a `$`. */
export const jsonataTopLevelReference: Rule = {
  id: 'jsonata-top-level-reference',
  severity: 'error',
  rejectedBy: 'aws',
  awsCode: 'UNSUPPORTED_JSONATA_EXPRESSION',
  *check({ states }) {
    for (const state of states) {
      if (state.language !== 'JSONata') continue;
      for (const { text, path } of textsOf(state)) {
        if (!isJsonataText(text)) continue;
        const syntax = parseJsonata(text.slice(2, -2));
        if (syntax === undefined || !syntax.ok) continue;
        for (const name of new Set(topLevelNames(syntax.tree))) {
          const help = `write \`$states.input.${name}\`, or \`$${name}\` for a variable`;
          yield {
            message: `\`${name}\` at the top level of an expression refers to nothing`,
            path,
            help,
            part: { text: name },
          };
        }
      }
    }
  },
};

/** Parts of a node that are evaluated with the same context as the node itself. */
const sameContext = ['lhs', 'rhs', 'condition', 'then', 'else', 'expression', 'expressions', 'arguments'];

function* topLevelNames(node: JsonataNode): Generator<string> {
  if (node.type === 'name' && typeof node.value === 'string') yield node.value;
  if (node.type === 'path') {
    // Later steps, predicates and groups look into what the first step gave.
    const [first] = node['steps'] as readonly JsonataNode[];
    if (first !== undefined) yield* topLevelNames(first);
    return;
  }
  if (node.type === 'lambda' || node.type === 'transform') return;
  for (const part of sameContext) {
    // The left side of `:=` is the variable's name.
    if (part === 'lhs' && node.type === 'bind') continue;
    yield* namesInPart(node[part]);
  }
}

/** Objects keep their entries in pairs of pairs. */
function* namesInPart(part: unknown): Generator<string> {
  if (Array.isArray(part)) for (const item of part) yield* namesInPart(item);
  else if (typeof part === 'object' && part !== null && 'type' in part) yield* topLevelNames(part as JsonataNode);
}
