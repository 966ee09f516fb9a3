import { isJsonObject, type Json } from '../../../definition';
import { hasPlaceholder } from '../../../load';
import type { Rule } from '../../rule';

const longest = 80;

/** A state name is empty or longer than 80 characters. */
export const stateName: Rule = {
  id: 'state-name',
  severity: 'error',
  rejectedBy: 'aws',
  awsCode: 'INVALID_STATE_NAME',
  *check({ scopes }) {
    for (const { value, path } of scopes) {
      const states: Json | undefined = value['States'];
      if (!isJsonObject(states)) continue;
      for (const name of Object.keys(states)) {
        const characters = [...name].length;
        if (hasPlaceholder(name) || (characters > 0 && characters <= longest)) continue;
        const message =
          characters === 0
            ? 'a state has an empty name'
            : `a state name has ${longest} characters at most, this one ${characters}`;
        yield { message, path: [...path, 'States', name], at: 'key' };
      }
    }
  },
};
