import { argumentProblems } from '../../calls/argument-problems';
import type { Rule } from '../../rule';

/**
 * An argument of a service call has the name of none that the API has, and one was meant: its case is wrong, or it is almost one. Or it is a
 * field of the state: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export const unknownArgument: Rule = {
  id: 'unknown-argument',
  severity: 'error',
  rejectedBy: 'aws',
  *check(definition) {
    for (const problem of argumentProblems(definition)) {
      if (problem.kind !== 'unknown') continue;
      const { checked, key, name, near, members, isField, isAttributeValue, path } = problem;
      const at = { path, at: 'key', isWhole: true } as const;
      const call = checked.call?.name;
      const field = checked.given?.field;
      if (near !== undefined) {
        const message = isAttributeValue
          ? `\`${name}\` is not a type of attribute values`
          : `\`${name}\` is not an argument of \`${call}\``;
        const instead = key.replace(name, () => near);
        yield { message, ...at, help: `did you mean \`${near}\`?`, fix: { kind: 'name', name: instead } };
      } else if (isField) {
        const message = `\`${name}\` is a field of the state \`${checked.state.name}\`, and it is inside \`${field}\``;
        yield { message, ...at, help: `indent it less: it belongs next to \`${field}\`` };
      } else if (isAttributeValue) {
        const types = members.filter((each) => each === each.toUpperCase());
        const message = `\`${name}\` is not a type of attribute values`;
        yield { message, ...at, help: `the types are ${types.map((each) => `\`${each}\``).join(', ')}` };
      }
    }
  },
};
