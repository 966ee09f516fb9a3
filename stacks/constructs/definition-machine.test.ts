import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import type { Json } from '@document-pipelines/asl/definition';
import { type ParsedDefinition, parseDefinition } from '@document-pipelines/asl/load';
import { App, TerraformStack } from 'cdktf';
import { DeploymentTarget } from '../deployment-target';
import { DefinitionMachine } from './definition-machine';

const folder = mkdtempSync(join(tmpdir(), 'definition-machine-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Everything that JSON, Terraform or cdktf could misread, before and after a reference. */
const hostile = [
  '{%{"a":1}%} ${TopicArn}',
  'an open ${ before ${TopicArn} and } after it',
  'two dollars $${ before ${TopicArn}',
  '%{ if true }never%{ endif } ${TopicArn}',
  '"quotes" and \\backslashes\\ and \u2028 ${TopicArn}',
  '${TopicArn}${TopicArn}',
  '1e9 -e- #{x} &{x} ${TopicArn}',
];

function synthesised(definition: Json): string {
  const stack = new TerraformStack(
    new App({ outdir: folder, stackTraces: false }),
    `stack-${Math.floor(performance.now() * 1000)}`,
  );
  const target = new DeploymentTarget(stack, 'dev');
  const { arn } = new SnsTopic(stack, 'stored', { name: 'stored' });
  const text = JSON.stringify(definition);
  const parsed = parseDefinition(text, 'hostile.asl.json').definition as ParsedDefinition;
  const substitutions = { TopicArn: { kind: 'text', value: arn, arn } } as const;
  const machine = new DefinitionMachine(stack, 'hostile', {
    settings: { target, logRetentionDays: 1, bundles: {} },
    definition: parsed,
    substitutions,
  });
  const resources = (stack.toTerraform() as { resource: Record<string, Record<string, { definition: string }>> })
    .resource;
  return Object.values(resources['aws_sfn_state_machine'] ?? {})[0]?.definition ?? String(machine);
}

/** Returns Terraform's result for a template string whose one reference has the value. */
function evaluated(template: string, value: string): string {
  return template.replaceAll(/\$\$\{|%%\{|\$\{[^}]*\}/g, (found) => (found.length === 3 ? found.slice(1) : value));
}

describe('DefinitionMachine', () => {
  it.each(hostile)('hands %j to Terraform so that AWS gets it as it was written', (text) => {
    const definition = { StartAt: 'A', States: { A: { Type: 'Pass', Result: text, End: true } } };
    const template = synthesised(definition);
    const received = JSON.parse(evaluated(template, 'arn:x')) as typeof definition;
    expect(received.States.A.Result).toBe(text.replaceAll('${TopicArn}', 'arn:x'));
    const references = template.replaceAll(/\$\$\{|%%\{/g, '').match(/\$\{[^}]*\}/g);
    expect(new Set(references)).toEqual(new Set(['${aws_sns_topic.stored.arn}']));
  });
});
