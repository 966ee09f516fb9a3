import { join } from 'node:path';
import type { JsonObject } from '@document-pipelines/asl/definition';
import { loadDefinition } from '@document-pipelines/asl/load';
import { problemsByError } from '../../stacks/pipelines/classify-text/problems';
import { SynthesisedStack, statementsOf, stringsIn } from '../synthesised-stacks/synthesised-stack';
import { synthesisedClassifyText } from './classify-stack';

const stack = new SynthesisedStack(synthesisedClassifyText());
const definition = loadDefinition(join(__dirname, '..', '..', 'definitions', 'classify-text.asl.yaml')).definition!
  .value as { readonly TimeoutSeconds: number; readonly States: Readonly<Record<string, JsonObject>> };

/** Kinds that a deployment copies. */
const deployedKinds = [
  'rest_api_policy',
  'resource',
  'model',
  'request_validator',
  'method',
  'method_response',
  'integration',
  'integration_response',
  'gateway_response',
].map((kind) => `aws_api_gateway_${kind}`);

const triggerOf = (change: Parameters<typeof synthesisedClassifyText>[0]): unknown => {
  const other = new SynthesisedStack(synthesisedClassifyText(change));
  const [deployment] = other.argumentsOf('aws_api_gateway_deployment');
  return deployment?.['triggers'];
};

describe('who may call', () => {
  it('asks for a signature and a key on every method', () => {
    const methods = stack.argumentsOf('aws_api_gateway_method');
    expect(methods).toHaveLength(1);
    for (const method of methods) expect(method).toMatchObject({ authorization: 'AWS_IAM', api_key_required: true });
  });

  it('refuses what does not come over TLS, for every API', () => {
    expect(
      stack.without({ type: 'aws_api_gateway_rest_api_policy', argument: 'rest_api_id' }, 'aws_api_gateway_rest_api'),
    ).toEqual([]);
    for (const policy of stack.ofType('aws_api_gateway_rest_api_policy')) {
      expect(statementsOf(policy)).toEqual([
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]);
    }
  });

  it('lets API Gateway start this machine and nothing else, without a source that it would not send', () => {
    const trusting = stack
      .ofType('aws_iam_role')
      .filter(({ arguments: given }) => String(given['assume_role_policy']).includes('apigateway.amazonaws.com'));
    expect(trusting.map(({ address }) => address).sort()).toEqual([
      'aws_iam_role.api-gateway-logs',
      'aws_iam_role.classify-text-api',
    ]);
    for (const statement of trusting.flatMap(statementsOf)) expect(statement.Condition).toBeUndefined();
    const [policy] = stack
      .ofType('aws_iam_role_policy')
      .filter(({ address }) => address.endsWith('.classify-text-api'));
    expect(statementsOf(policy!)).toEqual([
      expect.objectContaining({
        Effect: 'Allow',
        Action: ['states:StartSyncExecution'],
        Resource: '${aws_sfn_state_machine.classify-text.arn}',
      }),
    ]);
  });

  it('makes the role for logs only where the environment says so', () => {
    const without = synthesisedClassifyText({ setsAccountLogRole: false });
    const kinds = new SynthesisedStack(without).ofType('aws_api_gateway_account', 'aws_iam_role');
    expect(stack.ofType('aws_api_gateway_account')).toHaveLength(1);
    expect(kinds.map(({ address }) => address).sort()).toEqual([
      'aws_iam_role.classify-text',
      'aws_iam_role.classify-text-api',
    ]);
  });
});

describe('what is passed on', () => {
  it('validates the body of every method against a model, and passes on no other type', () => {
    const validators = stack.argumentsOf('aws_api_gateway_request_validator');
    expect(validators.every((validator) => validator['validate_request_body'] === true)).toBe(true);
    for (const method of stack.argumentsOf('aws_api_gateway_method')) {
      expect(method['request_validator_id']).toBe('${aws_api_gateway_request_validator.classify-text.id}');
      expect(method['request_models']).toEqual({ 'application/json': '${aws_api_gateway_model.classify-text.name}' });
    }
    for (const integration of stack.argumentsOf('aws_api_gateway_integration')) {
      expect(integration['passthrough_behavior']).toBe('NEVER');
      expect(Object.keys(integration['request_templates'] as object)).toEqual(['application/json']);
    }
  });

  it('takes as much text as the environment says, and the machine the same', () => {
    const schema = JSON.parse(String(stack.argumentsOf('aws_api_gateway_model')[0]?.['schema'])) as JsonObject;
    expect(schema).toMatchObject({
      $schema: 'http://json-schema.org/draft-04/schema#',
      additionalProperties: false,
      properties: { text: { maxLength: 20_000 } },
    });
    expect(String(stack.argumentsOf('aws_sfn_state_machine')[0]?.['definition'])).toContain('> 20000');
  });

  it('has an answer for each error that the machine names, and for no other', () => {
    const named = Object.values(definition.States).filter(({ Type }) => Type === 'Fail');
    expect(named.map((state) => state['Error']).sort()).toEqual(Object.keys(problemsByError).sort());
  });
});

describe('time and numbers', () => {
  it('lets the machine end before the API gives up', () => {
    const [integration] = stack.argumentsOf('aws_api_gateway_integration');
    expect(definition.TimeoutSeconds).toBe(25);
    expect(integration?.['timeout_milliseconds']).toBe(29_000);
    expect(stack.argumentsOf('aws_sfn_state_machine')[0]?.['type']).toBe('EXPRESS');
  });

  it('limits each client, and all of them together', () => {
    expect(stack.argumentsOf('aws_api_gateway_usage_plan')).toEqual([
      expect.objectContaining({
        throttle_settings: { rate_limit: 10, burst_limit: 20 },
        quota_settings: { limit: 5000, period: 'DAY' },
      }),
    ]);
    expect(stack.argumentsOf('aws_api_gateway_method_settings')[0]).toMatchObject({
      method_path: '*/*',
      settings: { throttling_rate_limit: 10, throttling_burst_limit: 20 },
    });
  });

  it('gives every client a key of its own', () => {
    const two = synthesisedClassifyText({ clients: ['web', 'back-office'] });
    const other = new SynthesisedStack(two);
    expect(other.ofType('aws_api_gateway_api_key').map(({ address }) => address)).toEqual([
      'aws_api_gateway_api_key.classify-text-back-office',
      'aws_api_gateway_api_key.classify-text-web',
    ]);
    expect(other.argumentsOf('aws_api_gateway_usage_plan_key')).toHaveLength(2);
    expect(Object.keys(other.json['output'] as object)).toContain('classify_text_back_office_api_key_id');
  });
});

describe('what is kept of a request', () => {
  it('logs every request without its body, its headers or what a validator quotes of it; traces it', () => {
    const stage = stack.argumentsOf('aws_api_gateway_stage')[0]!;
    const format = String((stage['access_log_settings'] as JsonObject)['format']);
    expect(JSON.parse(format)).toMatchObject({ requestId: '$context.extendedRequestId', status: '$context.status' });
    expect(format).not.toMatch(/\$input|body|header|error\.message|validationError|apiKey"|identity\.apiKey[^I]/);
    expect(stage['xray_tracing_enabled']).toBe(true);
  });

  it('keeps execution logs off: with data traces they would hold the texts', () => {
    for (const { settings } of stack.argumentsOf('aws_api_gateway_method_settings')) {
      expect(settings).toMatchObject({ logging_level: 'OFF', data_trace_enabled: false });
    }
    expect(stack.argumentsOf('aws_sfn_state_machine')[0]?.['logging_configuration']).toMatchObject({
      include_execution_data: false,
    });
  });
});

describe('the deployment', () => {
  const deployment = stack.argumentsOf('aws_api_gateway_deployment')[0]!;

  it('waits for everything that it copies, and is there before the old one goes', () => {
    const copied = stack.ofType(...deployedKinds).map(({ address }) => address);
    expect(copied.length).toBeGreaterThan(12);
    expect([...(deployment['depends_on'] as string[])].sort()).toEqual(copied.sort());
    expect(deployment['lifecycle']).toEqual({ create_before_destroy: true });
  });

  it('is made anew when what it copies changes, and only then', () => {
    expect(triggerOf({})).toEqual(deployment['triggers']);
    expect(triggerOf({ requestsPerDay: 1 })).toEqual(deployment['triggers']);
    expect(triggerOf({ maxCharacters: 19_999 })).not.toEqual(deployment['triggers']);
  });

  it('holds no template that Terraform would evaluate', () => {
    const templates = stack
      .argumentsOf(
        'aws_api_gateway_integration',
        'aws_api_gateway_integration_response',
        'aws_api_gateway_gateway_response',
      )
      .flatMap((given) => stringsIn(given['request_templates'] ?? given['response_templates'] ?? ''));
    const evaluated = templates.flatMap((template) => template.match(/[$%]\{[^}]*\}/g) ?? []);
    expect(evaluated).toEqual(['${aws_sfn_state_machine.classify-text.arn}']);
  });
});
