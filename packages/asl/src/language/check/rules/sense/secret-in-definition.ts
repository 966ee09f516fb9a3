import type { FieldPath } from '../../../definition';
import { isJsonataText } from '../../../expressions';
import { commentsOf } from '../../../load';
import type { Finding, Rule } from '../../rule';
import { type FoundSecret, secretEntriesIn, secretsIn, secretUnder } from '../../sense/secrets';
import { textsOfDefinition } from '../../texts';

/** A key or a password is in the definition, which everyone who may describe the state machine or an execution can read. */
export const secretInDefinition: Rule = {
  id: 'secret-in-definition',
  severity: 'warning',
  rejectedBy: 'none',
  *check({ parsed }) {
    for (const { text, path } of textsOfDefinition(parsed))
      for (const secret of inText(text, path)) yield findingOf(secret, path);
    if (secretsIn(parsed.text).length > 0) {
      for (const { text, span } of commentsOf(parsed)) {
        for (const secret of secretsIn(text)) yield { ...findingOf(secret, []), part: undefined, span };
      }
    }
  },
};

function inText(text: string, path: FieldPath): FoundSecret[] {
  const byForm = [...secretsIn(text), ...(isJsonataText(text) ? secretEntriesIn(text) : [])];
  if (byForm.length > 0) return byForm;
  const key = path.findLast((step) => typeof step === 'string');
  const byKey = typeof key === 'string' ? secretUnder(key, text) : undefined;
  return byKey === undefined ? [] : [byKey];
}

function findingOf({ what, part, from, prefix }: FoundSecret, path: FieldPath): Finding {
  const shown = prefix === '' ? '' : `, \`${prefix}…\``;
  const message = `the definition contains ${what}${shown}`;
  const help = 'replace it, and let the callee or a connection read it from Secrets Manager';
  return { message, path, part: { text: part, from }, isSecret: true, help };
}
