import type { Rule } from '../../rule';
import type { JudgedRead } from '../../variables/judge-reads';

/**
 * A variable is read outside of the branch or iteration that assigns it, or in a child of a Distributed Map that does not see it:
 * https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export const variableOutOfScope: Rule = {
  id: 'variable-out-of-scope',
  severity: 'warning',
  rejectedBy: 'none',
  *check({ unassignedReads }) {
    for (const read of unassignedReads) {
      const described = describe(read);
      if (described !== undefined) yield { ...described, path: read.path, part: read.part };
    }
  },
};

function describe({ name, verdict, state }: JudgedRead): { message: string; help: string } | undefined {
  if (verdict.kind === 'elsewhere') {
    const message = `\`$${name}\` is assigned inside \`${verdict.owner.name}\` only, and a variable does not leave its scope`;
    const result = state.language === 'JSONata' ? '`$states.result`' : 'the result';
    return {
      message,
      help: `return the value as output of the inner states, and take it from ${result} in \`${verdict.owner.name}\``,
    };
  }
  if (verdict.kind !== 'distributed') return undefined;
  const message = `the children of the Distributed Map \`${verdict.owner.name}\` cannot read \`$${name}\`, which is assigned outside of it`;
  return { message, help: 'pass the value to them in `ItemSelector`' };
}
