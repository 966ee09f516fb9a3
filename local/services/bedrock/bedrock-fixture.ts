import { createPolicies } from '../../policies';
import { createServices } from '../create-services';
import type { Caller, Shape } from '../service';
import { createOfflineReader } from './converse';
import type { Converse } from './converse-shapes';
import { createBedrock } from './create-bedrock';

const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };

/** Bedrock's stand-in behind real policies; a machine's role may invoke the models and apply the guardrails that are allowed. */
export function laptopBedrock(
  options: {
    readonly allowed?: readonly string[];
    /** Default: the offline reader. */
    readonly converse?: Converse;
  } = {},
) {
  const policies = createPolicies(place);
  const roleArn = 'arn:aws:iam::123456789012:role/machine';
  policies.putRole(roleArn, document('sts:AssumeRole', { Principal: { Service: 'states.amazonaws.com' } }));
  for (const [index, resource] of (options.allowed ?? []).entries()) {
    policies.putRolePolicy(
      roleArn,
      `model-${index}`,
      document(['bedrock:InvokeModel', 'bedrock:ApplyGuardrail'], { Resource: resource }),
    );
  }
  const services = createServices({ policies, place });
  services.register(createBedrock({ place, converse: options.converse ?? createOfflineReader() }));
  return {
    call: (operation: string, input: Shape, caller: Caller = { kind: 'operator' }, gone?: AbortSignal) =>
      services.call('bedrock', operation, input, caller, gone),
  };
}

function document(Action: string | readonly string[], rest: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, ...rest }] });
}

/** A request that forces the tool `record` on a fenced document. */
export function toolRequest(schema: object, text: string) {
  return {
    modelId: 'anthropic.claude-x',
    system: [{ text: 'You read documents.' }],
    messages: [{ role: 'user', content: [{ text: `<<<document 4711\n${text}\n>>>document 4711` }] }],
    inferenceConfig: { maxTokens: 2000, temperature: 0 },
    toolConfig: {
      toolChoice: { tool: { name: 'record' } },
      tools: [{ toolSpec: { name: 'record', description: 'Records.', inputSchema: { json: schema } } }],
    },
  };
}
