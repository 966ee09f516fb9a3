import { isJsonataText } from '../../../expressions';
import type { Rule } from '../../rule';
import { isTimestamp } from '../../timestamps';
import { isOpen, showValue } from '../../values';

/** The `Timestamp` of a Wait is not an RFC 3339 timestamp: https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
export const timestampFormat: Rule = {
  id: 'timestamp-format',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ states }) {
    for (const { type, value, path, language } of states) {
      const given = value['Timestamp'];
      if (type !== 'Wait' || typeof given !== 'string' || isOpen(given) || isTimestamp(given)) continue;
      if (language === 'JSONata' && (isJsonataText(given) || given.includes('{%') || given.includes('%}'))) continue;
      const message = `\`Timestamp\` takes a time such as \`2026-01-31T12:00:00Z\`, not \`${showValue(given)}\``;
      yield { message, path: [...path, 'Timestamp'], help: 'give date, time, seconds, and `Z` or an offset' };
    }
  },
};
