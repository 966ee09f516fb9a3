import { argumentProblems } from '../../calls/argument-problems';
import type { Rule } from '../../rule';

/** A literal argument is almost one of the values that its API has. */
export const argumentValue: Rule = {
  id: 'argument-value',
  severity: 'error',
  rejectedBy: 'none',
  *check(definition) {
    for (const problem of argumentProblems(definition)) {
      if (problem.kind !== 'word' || problem.near === undefined) continue;
      const { name, value, near, path } = problem;
      const message = `\`${value}\` is not a value of \`${name}\``;
      yield { message, path, help: `did you mean \`${near}\`?`, fix: { kind: 'value', json: near } };
    }
  },
};
