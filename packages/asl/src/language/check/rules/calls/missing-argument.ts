import { argumentProblems } from '../../calls/argument-problems';
import type { Rule } from '../../rule';

/** A service call lacks an argument that its API requires. That AWS rejects it is inferred: docs/decisions/api-models-come-from-botocore.md. */
export const missingArgument: Rule = {
  id: 'missing-argument',
  severity: 'error',
  rejectedBy: 'aws',
  *check(definition) {
    for (const problem of argumentProblems(definition)) {
      if (problem.kind !== 'missing') continue;
      const { names, owner, path } = problem;
      const list = names.map((name) => `\`${name}\``).join(' and ');
      const [only, ...others] = names;
      const facts = others.length === 0 && only !== undefined ? { facts: { missingField: only } } : {};
      const at = typeof path.at(-1) === 'number' ? 'value' : 'key';
      yield { message: `\`${owner}\` requires ${list}`, path, at, isWhole: false, help: `add ${list}`, ...facts };
    }
  },
};
