import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../definition';
import { formatDiagnostic } from '../../diagnostics';
import { deriveExecutionPolicy } from '../../iam';
import { loadDefinition } from '../load-definition';
import { substitute } from '../substitute';
import { toTerraformString } from '../terraform-string';

/** A definition in a folder of its own, with prompts next to it. */
function load(definition: string, prompts: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'prompts-'));
  try {
    mkdirSync(join(folder, 'prompts', 'x'), { recursive: true });
    writeFileSync(join(folder, 'x.asl.yaml'), definition);
    for (const [path, text] of Object.entries(prompts)) writeFileSync(join(folder, 'prompts', `${path}.md`), text);
    const { text, definition: parsed, diagnostics } = loadDefinition(join(folder, 'x.asl.yaml'));
    const printed = diagnostics.map((each) => formatDiagnostic(each, text).replaceAll(`${folder}/`, '')).join('\n\n');
    return { parsed, printed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const state = (fields: string) => `
QueryLanguage: JSONata
StartAt: A
States:
  A:
    Type: Pass
    Output: ${fields}
    End: true
`;
const outputOf = (value: unknown) => ((value as JsonObject)['States'] as { A: { Output: JsonObject } }).A.Output;

describe('a prompt of a definition', () => {
  it('stands in a text as it is, without the line end of its file', () => {
    const { parsed, printed } = load(state('{ text: "${prompt:x/ask.v1}" }'), { 'x/ask.v1': 'Say "yes"\nor no.\n' });
    expect(printed).toBe('');
    expect(outputOf(parsed?.value)).toEqual({ text: 'Say "yes"\nor no.' });
  });

  it('needs no quotes, and stands between other words', () => {
    const { parsed } = load(state('{ bare: ${prompt:x/a.v1}, amid: "<${prompt:x/a.v1}>" }'), { 'x/a.v1': 'b: c' });
    expect(outputOf(parsed?.value)).toEqual({ bare: 'b: c', amid: '<b: c>' });
  });

  it('is a text with its quotes inside an expression', () => {
    const { parsed } = load(state('{ text: "{% ${prompt:x/ask.v1} & \'x\' %}" }'), { 'x/ask.v1': 'it\'s "so"\n\\' });
    expect(outputOf(parsed?.value)).toEqual({ text: `{% "it's \\"so\\"\\n\\\\" & 'x' %}` });
  });

  it('may hold placeholders that the definition holds, and is filled in with it', () => {
    const { parsed } = load(state('{ limit: "${Limit}", text: "${prompt:x/ask.v1}" }'), {
      'x/ask.v1': 'At most ${Limit}.',
    });
    const { definition } = substitute(parsed!, { Limit: { kind: 'number', value: 3 } });
    expect(outputOf(definition)).toEqual({ limit: '3', text: 'At most 3.' });
  });

  it('changes the synthesised text when its file changes, and reaches Terraform escaped', () => {
    const synthesised = (text: string) =>
      toTerraformString(load(state('{ text: "${prompt:x/ask.v1}" }'), { 'x/ask.v1': text }).parsed!.value, []);
    expect(synthesised('100 % {sure} $ {x}')).not.toBe(synthesised('99 % {sure} $ {x}'));
    expect(synthesised('100%{a}')).toContain('100%%{a}');
  });

  it('is listed with its version and a digest of its text', () => {
    const versions = (text: string) =>
      outputOf(load(state('{ text: "${prompt:x/ask.v2}", used: "${prompt:*}" }'), { 'x/ask.v2': text }).parsed?.value)[
        'used'
      ] as JsonObject;
    expect(versions('yes?')['ask']).toMatch(/^v2 sha256:[0-9a-f]{12}$/);
    expect(versions('yes?')).toEqual(versions('yes?'));
    expect(versions('yes?')).not.toEqual(versions('no?'));
  });
});

const documented = readFileSync(join(__dirname, '../../../../../../docs/diagnostics.md'), 'utf8');

describe('a mistake about a prompt', () => {
  it.each([
    ['missing-prompt', '{ text: "${prompt:x/aks.v1}" }', { 'x/ask.v1': 'Yes?' }],
    [
      'prompt-with-unknown-placeholder',
      '{ a: "${Limit}", text: "${prompt:x/ask.v1}" }',
      { 'x/ask.v1': 'Say\nat most ${Limits}' },
    ],
    ['prompt-with-expression', '{ text: "${prompt:x/ask.v1}" }', { 'x/ask.v1': 'Say {% $x %}' }],
    ['unused-prompt', '{}', { 'x/ask.v1': 'Yes?' }],
  ] as const)('is told as docs/diagnostics.md has it: %s', (ruleId, fields, prompts) => {
    const { printed } = load(state(fields), prompts);
    const [first = ''] = printed.split('\n\n');
    expect(first).toContain(`[${ruleId}]`);
    const section = documented.split(/^### /m).find((each) => each.startsWith(`${ruleId}\n`));
    expect(section).toContain(first);
  });

  it('is a version that is no part of the name, or a way out of the folder', () => {
    expect(load(state('{ text: "${prompt:x/ask}" }')).printed).toContain('and a version');
    expect(load(state('{ text: "${prompt:../x.v1}" }')).printed).toContain('there is no prompt');
  });

  it('is a prompt within a prompt', () => {
    const prompts = { 'x/ask.v1': '${prompt:x/b.v1}', 'x/b.v1': 'b' };
    expect(load(state('["${prompt:x/ask.v1}", "${prompt:x/b.v1}"]'), prompts).printed).toContain(
      'does not take in another',
    );
  });

  it('is only an unused file, which keeps nothing from running', () => {
    const { parsed, printed } = load(state('{}'), { 'x/ask.v1': 'Yes?' });
    expect(printed).toContain('warning');
    expect(parsed).toBeDefined();
  });
});

describe('an optional placeholder', () => {
  const text = state('{ config: { id: "${Id?}", version: "${Version?}" }, list: [{ id: "${Id?}" }], kept: "${Kept}" }');
  const kept = { Kept: { kind: 'text', value: 'k' } } as const;
  const given = { Id: { kind: 'text', value: 'g', arn: 'arn:g' }, Version: { kind: 'text', value: '1' } } as const;

  it('goes with its key where it has no value, and an object with all its keys', () => {
    expect(outputOf(substitute(load(text).parsed!, kept).definition)).toEqual({ list: [{}], kept: 'k' });
  });

  it('is a value like any other where it has one', () => {
    expect(outputOf(substitute(load(text).parsed!, { ...kept, ...given }).definition)).toEqual({
      config: { id: 'g', version: '1' },
      list: [{ id: 'g' }],
      kept: 'k',
    });
  });

  it('needs a value where it is not the whole value of a key', () => {
    const { diagnostics } = substitute(load(state('{ text: "of ${Id?}" }')).parsed!, {});
    expect(diagnostics.map(({ ruleId }) => ruleId)).toEqual(['placeholder-without-value']);
  });

  it('grants the guardrail to a role where there is one, and nothing where there is none', () => {
    const converse = load(`
QueryLanguage: JSONata
StartAt: Ask
States:
  Ask:
    Type: Task
    Resource: arn:aws:states:::aws-sdk:bedrockruntime:converse
    Arguments:
      ModelId: m
      GuardrailConfig: { GuardrailIdentifier: "\${Id?}", GuardrailVersion: "\${Version?}" }
    End: true
`).parsed!;
    const target = { partition: 'aws', region: 'eu-west-1', account: '123456789012', stateMachineName: 'x' };
    const derived = (substitutions: object) =>
      JSON.stringify(deriveExecutionPolicy(converse, substitutions as never, target).statements);
    expect(derived({})).toContain('bedrock:InvokeModel');
    expect(derived({})).not.toContain('bedrock:ApplyGuardrail');
    expect(derived(given)).toContain('bedrock:ApplyGuardrail');
    expect(derived(given)).toContain('"arn:g"');
  });
});
