import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ruleIds } from '../../../language/diagnostics';
import { mistakesOf } from './suite-of';

const sections = readFileSync(
  join(__dirname, '..', '..', '..', '..', '..', '..', 'docs', 'diagnostics.md'),
  'utf8',
).split(/^### /m);

const definition = `
StartAt: Call
States:
  Call: { Type: Task, Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: f }, TimeoutSeconds: 10, End: true }
`;

const texts: Readonly<Record<(typeof ruleIds.cases)[number], string>> = {
  'missing-case-key': 'cases:\n  - input: 1\n',
  'unknown-case-key': 'cases:\n  - name: a call succeeds\n    expects: { status: SUCCEEDED }\n',
  'wrong-case-value': 'mocks:\n  Call: { return: 1, timeout: true }\n',
  'repeated-case-name': 'cases:\n  - name: a call succeeds\n  - name: a call succeeds\n',
  'unknown-case-state': 'mocks:\n  Cal: { return: 1 }\n',
};

describe('a mistake in a cases file', () => {
  it.each(Object.entries(texts))('is printed as docs/diagnostics.md has it: %s', (ruleId, cases) => {
    const printed = mistakesOf({ definition, cases });

    expect(printed).toContain(`[${ruleId}]`);
    expect(sections.find((section) => section.startsWith(`${ruleId}\n`))).toContain(printed);
  });
});
