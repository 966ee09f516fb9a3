import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import { asynchronousCalls, eventInvokeConfigs } from './asynchronous-calls';
import { eventRules } from './event-rules';
import { synthesisedStacks } from './synthesise';
import { type SynthesisedStack, statementsOf } from './synthesised-stack';

const statuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'];
const states = 'arn:aws:states:us-east-1:123456789012';

function statusChange(stateMachineArn: string, status: string): JsonObject {
  return {
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    account: '123456789012',
    region: 'us-east-1',
    detail: { stateMachineArn, status },
  };
}

function machinesOf(stack: SynthesisedStack, type: string): string[] {
  return stack
    .argumentsOf('aws_sfn_state_machine')
    .flatMap((given) => (given['type'] === type ? [String(given['name'])] : []));
}

/** Of each source of asynchronous calls: how often Lambda tries again, and for how long. */
const attempts = {
  rule: () => ({ retryAttempts: 2, eventAgeInSeconds: 6 * 3600 }),
  topic: () => ({ retryAttempts: 2, eventAgeInSeconds: 6 * 3600 }),
  bucket: () => ({ retryAttempts: 2, eventAgeInSeconds: 6 * 3600 }),
  schedule: () => ({ retryAttempts: 2, eventAgeInSeconds: 3600 }),
  // The machine checks the result and calls again itself.
  definition: ({ timeout }: JsonObject) => ({ retryAttempts: 0, eventAgeInSeconds: Math.max(60, Number(timeout)) }),
};

describe.each(synthesisedStacks().map((stack) => [stack.environment, stack] as const))('%s', (environment, stack) => {
  const rules = eventRules(stack.resources);
  const receiversOf = (event: JsonObject) => rules.flatMap((rule) => (rule.matches(event) ? rule.targets : []));

  describe('what no catcher sees', () => {
    const recorder = ['aws_lambda_function.record-failed-execution'];

    it('is handed to record-failed-execution when a Standard execution, or a child of its Maps, fails, times out or is aborted', () => {
      const machines = machinesOf(stack, 'STANDARD');
      expect(machines.length).toBeGreaterThan(2);
      for (const name of machines.flatMap((each) => [each, `${each}/documents`])) {
        const told = statuses.filter(
          (status) => receiversOf(statusChange(`${states}:stateMachine:${name}`, status)).length > 0,
        );
        expect([name, told]).toEqual([name, ['FAILED', 'TIMED_OUT', 'ABORTED']]);
        expect(receiversOf(statusChange(`${states}:stateMachine:${name}`, 'FAILED'))).toEqual(recorder);
      }
    });

    it('is not taken from other environments, accounts, regions or services', () => {
      const [name = ''] = machinesOf(stack, 'STANDARD');
      const event = statusChange(`${states}:stateMachine:${name}`, 'FAILED');
      const others: Json[] = [
        statusChange(`${states}:stateMachine:${name}s`, 'FAILED'),
        statusChange(`${states}:stateMachine:other-document-pipeline`, 'FAILED'),
        statusChange(`${states.replace('us-east-1', 'eu-west-1')}:stateMachine:${name}`, 'FAILED'),
        statusChange(`${states.replace('123456789012', '210987654321')}:stateMachine:${name}`, 'FAILED'),
        { ...event, source: 'aws.batch' },
        { ...event, 'detail-type': 'Step Functions Map Run Status Change' },
      ];
      expect(others.flatMap((each) => receiversOf(each as JsonObject))).toEqual([]);
    });

    it('starts the document pipeline by its alias for each object under incoming/ and no other', () => {
      const created = (key: string, bucket = '${aws_s3_bucket.documents.bucket}'): JsonObject => ({
        source: 'aws.s3',
        'detail-type': 'Object Created',
        detail: { bucket: { name: bucket }, object: { key, size: 1_200, 'version-id': 'v1' } },
      });
      expect(receiversOf(created('incoming/a.pdf'))).toEqual(['aws_sfn_alias.document-pipeline']);
      expect(receiversOf(created('results/a.pdf'))).toEqual([]);
      expect(receiversOf(created('incoming/a.pdf', 'another'))).toEqual([]);
      expect(receiversOf({ ...created('incoming/a.pdf'), 'detail-type': 'Object Deleted' })).toEqual([]);
    });

    it('delivers for a day and keeps what was not delivered', () => {
      for (const given of stack.argumentsOf('aws_cloudwatch_event_target')) {
        expect(given).toMatchObject({
          retry_policy: { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 },
          dead_letter_config: { arn: '${aws_sqs_queue.undelivered.arn}' },
        });
      }
      for (const { redrive_policy: policy } of stack.argumentsOf('aws_sns_topic_subscription')) {
        expect(JSON.parse(String(policy))).toEqual({ deadLetterTargetArn: '${aws_sqs_queue.undelivered.arn}' });
      }
      expect(rules.every(({ isEnabled }) => isEnabled)).toBe(true);
    });
  });

  describe('functions that are called asynchronously', () => {
    const calls = asynchronousCalls(stack);

    it('are found by what calls them', () => {
      const sources = ['rule', 'topic', 'schedule', ...(environment === 'dev' ? ['definition'] : [])];
      expect([...new Set(calls.map(({ by }) => by))]).toEqual(sources);
    });

    it('have a configuration for exactly what is called, with a queue for what failed', () => {
      const expected = calls.map(({ by, ...called }) => ({
        ...called,
        ...attempts[by](stack.at(called.function).arguments),
        onFailure: 'aws_sqs_queue.undelivered',
      }));
      expect(sorted(eventInvokeConfigs(stack.resources))).toEqual(sorted(expected));
    });

    it('keep it over deployments: no configuration is one of a version', () => {
      expect(calls.filter(({ qualifier }) => qualifier?.endsWith('.version}'))).toEqual([]);
    });

    it('may write to that queue', () => {
      for (const { function: address, onFailure } of eventInvokeConfigs(stack.resources)) {
        const policy = stack.at(address.replace('aws_lambda_function', 'aws_iam_role_policy'));
        const written = statementsOf(policy).filter(({ Action }) => [Action].flat().includes('sqs:SendMessage'));
        expect(written.flatMap(({ Resource }) => Resource)).toContain(`\${${onFailure}.arn}`);
      }
    });
  });

  it('calls by version what a Task waits for, and by alias what it does not', () => {
    const called = stack
      .argumentsOf('aws_sfn_state_machine')
      .flatMap(({ definition }) => [...String(definition).matchAll(/\$\{(aws_lambda_\w+)\.([\w-]+)\.(\w+)\}/g)]);
    const asynchronous = calls(stack, 'definition');
    for (const [, type, name, attribute] of called) {
      const isAsynchronous = asynchronous.includes(`aws_lambda_function.${name}`);
      expect([name, type, attribute]).toEqual(
        isAsynchronous ? [name, 'aws_lambda_alias', 'arn'] : [name, 'aws_lambda_function', 'qualified_arn'],
      );
    }
    expect(called.length).toBeGreaterThan(3);
  });

  it('points each alias to what was deployed last', () => {
    for (const { address, arguments: given } of stack.ofType('aws_lambda_alias')) {
      const [, name] = address.split('.');
      expect(given).toMatchObject({
        name: 'live',
        function_name: `\${aws_lambda_function.${name}.function_name}`,
        function_version: `\${aws_lambda_function.${name}.version}`,
      });
    }
  });
});

function calls(stack: SynthesisedStack, source: string): string[] {
  return asynchronousCalls(stack).flatMap(({ by, function: address }) => (by === source ? [address] : []));
}

function sorted<Item extends { readonly function: string }>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => a.function.localeCompare(b.function));
}
