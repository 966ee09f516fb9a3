import { jsonataLibrary } from '../../../expressions';
import { type ArgumentCount, describeCount } from '../../argument-counts';
import type { FunctionCall } from '../../jsonata';
import type { Rule } from '../../rule';

/**
 * A function of JSONata or AWS gets more or fewer arguments than it accepts: https://docs.jsonata.org/string-functions
 */
export const argumentCount: Rule = {
  id: 'argument-count',
  severity: 'error',
  rejectedBy: 'none',
  *check({ expressions }) {
    for (const { facts, path } of expressions.jsonata) {
      for (const call of facts?.calls ?? []) {
        const { name, position, count } = call;
        const known = name === 'eval' ? undefined : jsonataLibrary.get(name)?.count;
        if (known === undefined || isAccepted(call, known)) continue;
        const message = `\`$${name}\` takes ${describeCount(known)}, not ${count}`;
        const isMany = name === 'merge' && count > known.maximum;
        const help = isMany ? 'put the objects into an array: `$merge([first, second])`' : undefined;
        yield { message, path, help, part: { text: `$${name}`, from: position - name.length + 1 } };
      }
    }
  },
};

function isAccepted({ count, canLack }: FunctionCall, { minimum, maximum }: ArgumentCount): boolean {
  return count <= maximum && (canLack || count >= minimum);
}
