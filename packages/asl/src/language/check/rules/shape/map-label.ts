import type { FieldPath } from '../../../definition';
import type { Rule } from '../../rule';
import { isOpen } from '../../values';

const longest = 40;
// https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html#dist-map-label
const refused = /[\s?*<>{}[\]:;,\\|^~$#%&`"\u0000-\u001f\u007f-\u009f]/;

/** The `Label` of a Distributed Map is empty, too long, used twice, or holds a character that ARNs do not accept. */
export const mapLabel: Rule = {
  id: 'map-label',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ states }) {
    const seen = new Map<string, FieldPath>();
    for (const { type, value, path } of states) {
      const label = value['Label'];
      if (type !== 'Map' || typeof label !== 'string' || isOpen(label)) continue;
      const at = { path: [...path, 'Label'] };
      const character = refused.exec(label)?.[0];
      if (label === '') yield { message: '`Label` is empty', ...at };
      else if (label.length > longest)
        yield { message: `\`Label\` has ${longest} characters at most, this one ${label.length}`, ...at };
      else if (character !== undefined)
        yield { message: `\`Label\` holds ${JSON.stringify(character)}, which names of executions cannot`, ...at };
      else if (seen.has(label))
        yield {
          message: `the label \`${label}\` names two Map states`,
          ...at,
          help: 'labels are unique in a state machine',
          awsCode: 'DUPLICATE_LABEL_NAME',
        };
      seen.set(label, path);
    }
  },
};
