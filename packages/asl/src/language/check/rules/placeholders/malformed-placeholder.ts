import type { Rule } from '../../rule';
import { textsOfDefinition } from '../../texts';
import { showValue } from '../../values';

// What looks like an attempt at a placeholder; `${` in an expression or a regular expression is left alone.
const attempt = /\$\{([\w .:?-]*)\}|\$\{([A-Za-z_]\w*)$/g;
const help = 'a placeholder is `${Name}`: letters, digits and `_`';
const name = /^[A-Za-z_][A-Za-z0-9_]*(?:(?:::|\.)[A-Za-z0-9_]+)*\??$/;

/** `${}`, `${a b}` and the like: meant as a placeholder, and not one. */
export const malformedPlaceholder: Rule = {
  id: 'malformed-placeholder',
  severity: 'error',
  rejectedBy: 'none',
  *check({ parsed }) {
    for (const { text, path } of textsOfDefinition(parsed)) {
      if (!text.includes('${')) continue;
      for (const match of text.matchAll(attempt)) {
        const [whole, inner, unclosed] = match;
        if (inner !== undefined && name.test(inner)) continue;
        const message =
          unclosed === undefined
            ? `\`${showValue(whole)}\` is no placeholder`
            : `the placeholder \`${showValue(whole)}\` is not closed`;
        yield { message, path, part: { text: whole }, help };
      }
    }
  },
};
