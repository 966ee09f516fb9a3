import type { Rule } from '../../rule';
import type { VariableScope } from '../../variables/read-variables';
import { type Assignment, canBeAssigned } from '../../variables/scope-flow';

/**
 * A branch or an iteration assigns a variable of a scope around it:
 * https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export const outerVariableAssigned: Rule = {
  id: 'outer-variable-assigned',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ variables }) {
    for (const scope of variables.scopes) {
      for (const { name, path } of scope.assignments) {
        const outer = outerAssignment(name, scope);
        if (outer === undefined) continue;
        const message = `\`${name}\` is a variable of the scope around \`${scope.scope.owner?.name}\`, where \`${outer.state.name}\` assigns it`;
        const help = 'an inner scope reads outer variables and assigns its own: choose another name';
        yield { message, path, at: 'key', help };
      }
    }
  },
};

/**
 * Returns an assignment of a scope around, if the variable can have its value when the Parallel or Map begins: AWS
 * accepts the others.
 */
function outerAssignment(
  name: string,
  { outer, scope: { owner }, isDistributed }: VariableScope,
): Assignment | undefined {
  if (outer === undefined || owner === undefined || isDistributed) return undefined;
  const assignment = outer.assignments.find((each) => each.name === name);
  const isSeen = assignment !== undefined && canBeAssigned(name, owner.name, outer);
  return isSeen ? assignment : outerAssignment(name, outer);
}
