import type { CheckedJsonata } from '../../expressions';
import type { Rule } from '../../rule';

/**
 * `$states.result` or `$states.errorOutput` is read where it is undefined:
 * https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html#reserved-variable-states
 */
export const unavailableStatesField: Rule = {
  id: 'unavailable-states-field',
  severity: 'error',
  rejectedBy: 'aws',
  awsCode: 'UNSUPPORTED_JSONATA_EXPRESSION',
  *check({ expressions }) {
    for (const expression of expressions.jsonata) {
      for (const [member] of expression.facts?.statesPaths ?? []) {
        const name = member?.name;
        if (member === undefined || (name !== 'result' && name !== 'errorOutput') || isAvailable(name, expression))
          continue;
        const text = `$states.${name}`;
        const part = { text, from: member.position - text.length + 2 };
        const { message, help } = describe(name, expression);
        yield { message, path: expression.path, help, part };
      }
    }
  },
};

const statesWithResult = new Set(['Task', 'Parallel', 'Map']);

function fieldsOf({ state, path }: CheckedJsonata) {
  return path.slice(state.path.length);
}

function isAvailable(name: 'result' | 'errorOutput', expression: CheckedJsonata): boolean {
  const { type } = expression.state;
  const [field, , inner] = fieldsOf(expression);
  if (name === 'errorOutput') return field === 'Catch' && (inner === 'Output' || inner === 'Assign');
  return (type === undefined || statesWithResult.has(type)) && (field === 'Output' || field === 'Assign');
}

function describe(name: 'result' | 'errorOutput', expression: CheckedJsonata): { message: string; help: string } {
  const { type } = expression.state;
  const [field, , inner] = fieldsOf(expression);
  const location =
    field === 'Catch' ? `the \`${String(inner)}\` of a catcher` : `\`${String(field)}\` of a ${type} state`;
  const message = `\`$states.${name}\` does not exist in ${location}`;
  if (name === 'errorOutput') return { message, help: 'it exists in the `Output` and the `Assign` of a catcher' };
  if (field === 'Catch') return { message, help: 'what a catcher has is `$states.errorOutput`' };
  const isOther = type === undefined || statesWithResult.has(type);
  const help = isOther
    ? 'the result exists once the state is done, in `Output` and `Assign`'
    : 'Task, Parallel and Map have results; the input is `$states.input`';
  return { message, help };
}
