import { contextReads, findUnknownField } from '../../context-fields';
import type { CheckedExpressions } from '../../expressions';
import { misspelt } from '../../finding-fix';
import type { Finding, Rule } from '../../rule';

/**
 * A member of `$states` or of the context object is read that does not exist:
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export const unknownContextField: Rule = {
  id: 'unknown-context-field',
  severity: 'error',
  rejectedBy: 'none',
  *check({ expressions }) {
    yield* statesFindings(expressions);
    for (const { path, root, names, from } of contextReads(expressions)) {
      const unknown = findUnknownField(names);
      if (unknown === undefined) continue;
      const name = names[unknown.depth] as string;
      const above = [root, ...names.slice(0, unknown.depth)].join('.');
      const part = { text: name, from: from + above.length + 1 };
      yield { message: `\`${above}\` has no \`${name}\``, path, help: unknown.help, part };
    }
  },
};

const members = ['input', 'result', 'errorOutput', 'context'];

function* statesFindings({ jsonata }: CheckedExpressions): Generator<Finding> {
  for (const { facts, path } of jsonata) {
    for (const [first] of facts?.statesPaths ?? []) {
      if (first === undefined || members.includes(first.name)) continue;
      const message = `\`$states\` has no \`${first.name}\``;
      const { help = 'it has `input`, `result`, `errorOutput` and `context`', ...fix } = misspelt(first.name, members);
      yield { message, path, help, ...fix, part: { text: first.name, from: first.position - first.name.length + 2 } };
    }
  }
}
