import { jsonataLibrary } from '../../../expressions';
import type { CheckedJsonata } from '../../expressions';
import { misspelt } from '../../finding-fix';
import type { Finding, Rule } from '../../rule';

/**
 * An expression calls a function that neither JSONata nor AWS has: https://docs.jsonata.org/string-functions and
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html. `$eval` exists and fails when it is called.
 */
export const unknownFunction: Rule = {
  id: 'unknown-function',
  severity: 'error',
  rejectedBy: 'none',
  *check({ expressions, variables }) {
    const assigned = new Set(variables.scopes.flatMap(({ assignments }) => assignments.map(({ name }) => name)));
    for (const expression of expressions.jsonata) yield* callFindings(expression, assigned);
  },
};

function* callFindings({ facts, path, source }: CheckedJsonata, assigned: ReadonlySet<string>): Generator<Finding> {
  for (const { name, position } of facts?.calls ?? []) {
    const part = { text: `$${name}`, from: position - name.length + 1 };
    if (name === 'eval') {
      const message = '`$eval` is accepted when the state machine is created, and fails when it is called';
      yield { message, path, part, help: 'write the expression itself; `$parse` reads JSON' };
    } else if (assigned.has(name) && !jsonataLibrary.has(name)) {
      yield { message: `\`$${name}\` is a variable, which holds no function`, path, part };
    } else if (!jsonataLibrary.has(name)) {
      const functions = [...jsonataLibrary.keys()].map((each) => `$${each}`);
      yield { message: `there is no function \`$${name}\``, path, part, ...misspelt(`$${name}`, functions) };
    }
  }
  const topLevel = new Set(facts?.topLevel.map(({ position }) => position));
  for (const { name, position } of facts?.bareCalls ?? []) {
    const from = position - name.length;
    // What is at the top level is reported as a reference, intrinsic functions among it.
    if (topLevel.has(position) || source.slice(0, from).endsWith('States.')) continue;
    const help = jsonataLibrary.has(name) ? `write \`$${name}(…)\`` : 'the name of a function begins with `$`';
    yield { message: `\`${name}(…)\` calls no function`, path, help, part: { text: name, from: from + 2 } };
  }
}
