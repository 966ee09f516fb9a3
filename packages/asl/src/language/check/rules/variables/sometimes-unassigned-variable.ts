import type { Rule } from '../../rule';

/**
 * A variable is read that not every path to the state assigns. The input decides which path is used:
 * https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export const sometimesUnassignedVariable: Rule = {
  id: 'sometimes-unassigned-variable',
  severity: 'warning',
  rejectedBy: 'none',
  *check({ unassignedReads }) {
    for (const { name, path, part, state, verdict } of unassignedReads) {
      if (verdict.kind !== 'sometimes') continue;
      const message = `\`$${name}\` has no value on the path \`${shortenPath(verdict.path).join(' → ')}\``;
      const byDefault = state.language === 'JSONata' ? `, or test it with \`$exists($${name})\`` : '';
      yield { message, path, part, help: `assign it on every path${byDefault}` };
    }
  },
};

const longest = 8;

function shortenPath(path: readonly string[]): readonly string[] {
  return path.length <= longest ? path : [...path.slice(0, longest / 2), '…', ...path.slice(-longest / 2)];
}
