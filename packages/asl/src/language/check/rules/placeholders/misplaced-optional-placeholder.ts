import { optionalPlaceholder, placeholdersIn } from '../../../load';
import type { Rule } from '../../rule';
import { entriesIn, textsOfDefinition } from '../../texts';

/** A `${Name?}` that is not the whole value of a key: without a value, no key could be left out. */
export const misplacedOptionalPlaceholder: Rule = {
  id: 'misplaced-optional-placeholder',
  severity: 'error',
  rejectedBy: 'none',
  *check({ parsed }) {
    // Most definitions have none at all.
    if (!parsed.text.includes('?}')) return;
    const help = 'write `${Name}`, or make it the whole value of a key';
    for (const { text, path } of textsOfDefinition(parsed)) {
      if (optionalPlaceholder(text) !== undefined && typeof path.at(-1) === 'string') continue;
      for (const { name } of placeholdersIn(text).filter(({ isOptional }) => isOptional)) {
        const message = `\`\${${name}?}\` can only be left out together with a key whose whole value it is`;
        yield { message, path, part: { text: `\${${name}?}` }, help };
      }
    }
    for (const { key, path } of entriesIn(parsed.value, [])) {
      for (const { name } of placeholdersIn(key).filter(({ isOptional }) => isOptional)) {
        const message = `\`\${${name}?}\` is in a key, which cannot be left out`;
        yield { message, path, at: 'key', part: { text: `\${${name}?}` }, help };
      }
    }
  },
};
