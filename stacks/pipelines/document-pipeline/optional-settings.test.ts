import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@document-pipelines/asl/definition';
import { deriveExecutionPolicy, toPolicyDocument } from '@document-pipelines/asl/iam';
import { loadDefinition, type Substitutions, substitute } from '@document-pipelines/asl/load';
import { App, TerraformStack } from 'cdktf';
import type { Environment } from '../../../environments';
import { DeploymentTarget } from '../../deployment-target';
import { modelSettings, models } from '../../models/model-values';
import { documentPipelineTools } from './substitutions';

const folder = mkdtempSync(join(tmpdir(), 'guardrail-'));
afterAll(() => rmSync(folder, { recursive: true }));

const target = new DeploymentTarget(
  new TerraformStack(new App({ outdir: folder, stackTraces: false }), 'guardrail'),
  'dev',
);
const { definition: parsed } = loadDefinition(join(__dirname, '../../../definitions/document-pipeline.asl.yaml'));

/**
 * The pipeline's calls of a model and its role's policy, as JSON, with invented values in addition to those of the
 * settings.
 */
function made(settings: Pick<Environment['bedrock'], 'guardrail' | 'temperature' | 'toolChoice'>) {
  const others = parsed!.placeholders.filter(({ isOptional }) => !isOptional);
  const madeUp = Object.fromEntries(others.map(({ name }) => [name, { kind: 'number', value: 7 } as const]));
  const substitutions: Substitutions = {
    ...madeUp,
    ...models(target, { region: 'us-east-1', bedrock: { modelId: 'm', ...settings } as Environment['bedrock'] }),
    ...modelSettings(settings, documentPipelineTools),
  };
  const texts = { Partition: 'aws', ModelId: 'm', ResultsBucketName: 'results', DocumentBucketName: 'documents' };
  const filled = Object.fromEntries(
    Object.entries(substitutions).map(([name, each]) => [
      name,
      name in texts ? ({ kind: 'text', value: texts[name as keyof typeof texts] } as const) : each,
    ]),
  );
  const { definition } = substitute(parsed!, filled);
  const policy = deriveExecutionPolicy(parsed!, filled, { ...target, stateMachineName: 'x' } as never);
  return {
    calls: converseCalls(definition as unknown as JsonObject),
    policy: JSON.stringify(toPolicyDocument(policy)),
  };
}

/** The arguments of every call of a model, at any depth. */
function converseCalls(value: unknown): JsonObject[] {
  if (typeof value !== 'object' || value === null) return [];
  const { Resource, Arguments } = value as { Resource?: unknown; Arguments?: JsonObject };
  const own = String(Resource).endsWith('bedrockruntime:converse') ? [Arguments as JsonObject] : [];
  return [...own, ...Object.values(value).flatMap(converseCalls)];
}

describe("an environment's guardrail", () => {
  it('stands in every call of a model, and the role may apply it', () => {
    const { calls, policy } = made({ guardrail: { id: 'gr7abc12', version: '3' } });
    expect(calls.length).toBeGreaterThanOrEqual(8);
    for (const call of calls) {
      expect(call['GuardrailConfig']).toEqual({ GuardrailIdentifier: 'gr7abc12', GuardrailVersion: '3' });
    }
    expect(policy).toContain('bedrock:ApplyGuardrail');
    expect(policy).toContain('guardrail/gr7abc12');
  });

  it('leaves no trace where there is none', () => {
    const { calls, policy } = made({});
    for (const call of calls) expect(Object.keys(call)).not.toContain('GuardrailConfig');
    expect(policy).not.toContain('ApplyGuardrail');
  });
});

describe('temperature and toolChoice of an environment', () => {
  it('are in every call of a model, which forces the very tool that it offers', () => {
    const { calls } = made({ temperature: 0.5, toolChoice: 'tool' });
    expect(calls.length).toBeGreaterThanOrEqual(8);
    for (const { InferenceConfig: config, ToolConfig: tools } of calls as unknown as ModelCall[]) {
      expect(config.Temperature).toBe(0.5);
      expect(tools.Tools).toHaveLength(1);
      expect(tools.ToolChoice).toEqual({ Tool: { Name: tools.Tools[0]?.ToolSpec.Name } });
    }
  });

  it('leave no trace if there are none', () => {
    const { calls } = made({});
    for (const { InferenceConfig: config, ToolConfig: tools } of calls as unknown as ModelCall[]) {
      expect(Object.keys(config)).toEqual(['MaxTokens']);
      expect(Object.keys(tools)).toEqual(['Tools']);
    }
  });
});

interface ModelCall {
  readonly InferenceConfig: { readonly Temperature?: number };
  readonly ToolConfig: { readonly ToolChoice?: object; readonly Tools: { readonly ToolSpec: { Name: string } }[] };
}
