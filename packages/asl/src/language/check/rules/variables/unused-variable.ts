import { hasPlaceholder } from '../../../load';
import type { Rule } from '../../rule';

/** A variable is assigned that no state reads: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
export const unusedVariable: Rule = {
  id: 'unused-variable',
  severity: 'warning',
  rejectedBy: 'none',
  requires: 'knownReads',
  *check({ variables: { scopes, reads, areComplete }, unassignedReads }) {
    // A misspelt read may mean any of them.
    if (!areComplete || unassignedReads.some(({ verdict }) => verdict.kind === 'nowhere')) return;
    // A read in another scope is a mistake of its own, reported by variable-out-of-scope.
    const read = new Set(reads.map(({ name }) => name));
    for (const { assignments } of scopes) {
      for (const { name, path } of new Map(assignments.toReversed().map((each) => [each.name, each])).values()) {
        if (read.has(name) || hasPlaceholder(name)) continue;
        yield { message: `no state reads the variable \`${name}\``, path, at: 'key', help: 'remove it, or use it' };
      }
    }
  },
};
