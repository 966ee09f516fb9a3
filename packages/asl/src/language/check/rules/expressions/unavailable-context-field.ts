import type { CheckedState } from '../../checked-definition';
import { contextReads, findUnavailableField } from '../../context-fields';
import type { Rule } from '../../rule';

/**
 * A member of the context object is read in a state that does not have it:
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export const unavailableContextField: Rule = {
  id: 'unavailable-context-field',
  severity: 'warning',
  rejectedBy: 'none',
  *check({ expressions, scopes }) {
    const processors = scopes.filter(({ kind }) => kind === 'item processor').map(({ path }) => path);
    const isInMap = ({ path }: CheckedState) =>
      processors.some((above) => above.every((step, at) => path[at] === step));
    for (const read of contextReads(expressions)) {
      const unavailable = findUnavailableField(read, isInMap(read.state));
      if (unavailable === undefined) continue;
      const { path, root, names, from } = read;
      const message = `\`${[root, ...names].join('.')}\` ${unavailable.problem}`;
      yield { message, path, help: unavailable.help, part: { text: `${root}.${names[0]}`, from } };
    }
  },
};
