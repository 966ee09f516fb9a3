import type { FieldPath, Json } from '../../../definition';
import type { Finding, Rule } from '../../rule';
import { objectItems } from '../../values';

/** `States.ALL` shares an `ErrorEquals` with other names, or retriers or catchers follow that can never be reached. */
export const statesAllAloneAndLast: Rule = {
  id: 'states-all-alone-and-last',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ states }) {
    for (const { value, path } of states) {
      yield* inList(value['Retry'], [...path, 'Retry'], 'retrier');
      yield* inList(value['Catch'], [...path, 'Catch'], 'catcher');
    }
  },
};

function* inList(list: Json | undefined, path: FieldPath, what: string): Generator<Finding> {
  const items = objectItems(list);
  for (const { item, index } of items) {
    const names: Json | undefined = item['ErrorEquals'];
    if (!Array.isArray(names) || !names.includes('States.ALL')) continue;
    const at = [...path, index, 'ErrorEquals', names.indexOf('States.ALL')];
    if (names.length > 1) {
      yield {
        message: '`States.ALL` is next to other names, which it includes',
        path: at,
        help: `give \`States.ALL\` a ${what} of its own, the last one`,
      };
    } else if (index < items.length - 1) {
      yield {
        message: `\`States.ALL\` is not in the last ${what}: what follows is never reached`,
        path: at,
        help: `move this ${what} to the end`,
      };
    }
  }
}
