/** `npm run policies`: writes policies.txt from what is synthesised now. Reviewers use its diff to review a change of permissions. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describePolicies } from './describe-policies';
import { synthesisedStacks } from './synthesise';

/** `dev` comes first and has every pipeline; the other environments add no section, or policies.test.ts fails. */
const [first] = synthesisedStacks();
if (first === undefined) throw new Error('there is no environment');
const sections = [...describePolicies(first)].map(([address, text]) =>
  [address, ...text.split('\n').map((line) => `  ${line}`)].join('\n'),
);
writeFileSync(join(__dirname, 'policies.txt'), `${sections.join('\n\n')}\n`);
