import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RuleId, ruleIds } from './rule-ids';

const documentation = readFileSync(join(__dirname, '..', '..', '..', '..', '..', 'docs', 'diagnostics.md'), 'utf8');

describe('the ids of rules', () => {
  it('are each once in the list and once a heading in docs/diagnostics.md', () => {
    const headings = [...documentation.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);

    expect(headings.sort()).toEqual(Object.values(ruleIds).flat().sort());
  });

  it('are closed: a misspelt one does not compile', () => {
    // @ts-expect-error: `sate-name` is not a rule.
    const misspelt: RuleId = 'sate-name';

    expect(Object.values(ruleIds).flat()).not.toContain(misspelt);
  });
});
