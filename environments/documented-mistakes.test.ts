import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, formatDiagnostic, type ruleIds } from '@document-pipelines/asl/diagnostics';
import { findLogRoleConflict, type PlacedEnvironment } from './account-log-role';
import { completeEnvironment } from './environment';
import { parseEnvironment } from './parse-environment';

const dev = readFileSync(join(__dirname, 'dev.yaml'), 'utf8');
const sections = readFileSync(join(__dirname, '..', 'docs', 'diagnostics.md'), 'utf8').split(/^### /m);

/** dev.yaml with one block replaced; the new one comes first, so that its lines do not depend on the others. */
function withBlock(name: string, block: string): string {
  return `${block}\n${dev.replace(new RegExp(`^${name}:.*\\n(?:[ #].*\\n|\\n)*`, 'm'), '')}`;
}

const bedrock = (profile: string): string => `bedrock:
  modelId: anthropic.claude-haiku-4-5-20251001-v1:0
  inferenceProfile: { id: ${profile}, regions: [us-east-1] }
  temperature: 0
  toolChoice: tool
  maxTokens: 2000
  requestsPerMinute: 50
  maxInputCharacters: 30000
`;

const texts: Readonly<Record<Exclude<(typeof ruleIds.environments)[number], 'account-log-role-set-twice'>, string>> = {
  'missing-environment-value': 'documents:\n  maxBytes: 20000000\n  syncMaxBytes: 5000000\n',
  'unknown-environment-key': 'region: us-east-1\nprotectDate: true\n',
  'wrong-environment-value': 'documents:\n  maxBytes: 20000000\n  maxPages: many\n  syncMaxBytes: 5000000\n',
  'inference-profile-does-not-fit': withBlock('bedrock', bedrock('eu.anthropic.claude-haiku-4-5-20251001-v1:0')),
  'protected-without-account': withBlock('protectData', 'protectData: true'),
  'unknown-inference-profile': withBlock('bedrock', bedrock('mx.anthropic.claude-haiku-4-5-20251001-v1:0')),
  'alarms-notify-no-one': withBlock('alarms', 'alarms: {}'),
};

describe('a mistake in an environment', () => {
  it.each(Object.entries(texts))('is printed as docs/diagnostics.md has it: %s', (ruleId, text) => {
    const { diagnostics } = parseEnvironment(text, 'environments/qa.yaml');

    expectDocumented(ruleId, diagnostics.find((each) => each.ruleId === ruleId)!, text);
  });

  it('is printed as docs/diagnostics.md has it: account-log-role-set-twice', () => {
    const block = /^classify:\n(?: .*\n)*/m.exec(dev)![0].replace(/\n {2}setsAccountLogRole.*/, '');
    const text = withBlock('classify', block.replace('\n', '\n  setsAccountLogRole: true\n'));
    const placed = (name: string): PlacedEnvironment => {
      const parsed = parseEnvironment(text, `environments/${name}.yaml`);
      if (parsed.environment === undefined) throw new Error(parsed.diagnostics[0]?.message);
      return { environment: completeEnvironment(name, parsed.environment), keySpanOf: parsed.keySpanOf };
    };

    expectDocumented('account-log-role-set-twice', findLogRoleConflict([placed('dev'), placed('qa')])!, text);
  });
});

function expectDocumented(ruleId: string, diagnostic: Diagnostic, text: string): void {
  expect(sections.find((section) => section.startsWith(`${ruleId}\n`))).toContain(formatDiagnostic(diagnostic, text));
}
