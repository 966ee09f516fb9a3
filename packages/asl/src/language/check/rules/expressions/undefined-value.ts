import type { SyntaxNode } from '../../../expressions';
import type { CheckedJsonata } from '../../expressions';
import type { Rule } from '../../rule';

/**
 * A condition without an `else` part is the whole value of a field: if it does not hold, the value is undefined, and the state fails
 * with States.QueryEvaluationError. https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const undefinedValue: Rule = {
  id: 'undefined-value',
  severity: 'warning',
  rejectedBy: 'none',
  *check({ expressions }) {
    for (const expression of expressions.jsonata) {
      const open = openCondition(expression);
      if (open === undefined) continue;
      const message = 'the expression has no value if its condition does not hold, and the state fails';
      const from = (open.position ?? 0) + 1;
      yield {
        message,
        path: expression.path,
        help: 'add what it is otherwise: `… ? … : null`',
        part: { text: '?', from },
      };
    }
  },
};

/** The condition without an `else` part that may be the value of the whole. */
function openCondition({ syntax }: CheckedJsonata): SyntaxNode | undefined {
  if (syntax?.ok !== true) return undefined;
  let node: SyntaxNode | undefined = syntax.tree;
  for (;;) {
    if (node?.predicate !== undefined || node?.group !== undefined) return undefined;
    if (node?.type === 'block') node = node.expressions?.at(-1);
    else if (node?.type === 'condition' && node.else !== undefined) node = node.else;
    else return node?.type === 'condition' ? node : undefined;
  }
}
