import { join } from 'node:path';
import type { JsonObject } from '@document-pipelines/asl/definition';
import { type Environment, loadEnvironments } from '../../environments';
import { remindReviewer } from '../../functions/remind-reviewer/remind-reviewer';
import { requestReview } from '../../functions/request-review/request-review';
import type { ReminderEvent } from '../../functions/shared/review/reminders';
import { problemsOfCommands } from '../docs/check-commands';
import { fakeReviewWorld, firstRound } from '../fakes/fake-review-world';
import { type AlarmMetric, metricsOf } from './alarm-metrics';
import { synthesisedStacks } from './synthesise';
import { nameIn, type SynthesisedStack } from './synthesised-stack';

const environments = loadEnvironments(join(__dirname, '..', '..', 'environments'));

const cases = synthesisedStacks().map((stack) => {
  const environment = environments.find(({ name }) => name === stack.environment) as Environment;
  return [stack.environment, stack, environment] as const;
});

describe.each(cases)('the alarms of %s', (name, stack, environment) => {
  const alarms = stack.argumentsOf('aws_cloudwatch_metric_alarm');
  const { timeoutSeconds, reminders } = environment.review;

  it.each(alarms.map((alarm) => [alarm['alarm_name'], alarm] as const))(
    '%s names a command that exists, notifies the topic, and treats missing data as no breach',
    (_, alarm) => {
      const description = String(alarm['alarm_description']);
      expect(description).toMatch(
        new RegExp(
          `^[A-Z].*\\. Begin with: npx pipelines [a-z]+.* --env ${name} --aws(; then: .* --env ${name} --aws)?$`,
        ),
      );
      expect(problemsOfCommands(description)).toEqual([]);
      expect(alarm).toMatchObject({
        treat_missing_data: 'notBreaching',
        alarm_actions: ['${aws_sns_topic.alarms.arn}'],
        comparison_operator: 'GreaterThanThreshold',
      });
    },
  );

  it('watch every state machine, queue, function and API, and how long reviews wait', () => {
    const sort = (metrics: readonly AlarmMetric[]) => metrics.map((each) => JSON.stringify(each)).sort();
    expect(sort(alarms.flatMap(metricsOf))).toEqual(sort(expectedMetrics(stack)));
  });

  it('add up ten metrics at most, the limit of CloudWatch', () => {
    for (const alarm of alarms.filter((each) => 'metric_query' in each)) {
      const [sum, ...queries] = alarm['metric_query'] as readonly JsonObject[];
      expect(sum).toEqual({ id: 'sum', expression: 'SUM(METRICS())', label: 'sum', return_data: true });
      expect(queries.length).toBeLessThanOrEqual(10);
      expect(new Set(queries.map(({ id }) => id)).size).toBe(queries.length);
      for (const { metric } of queries) expect(metric).toMatchObject({ period: 300 });
    }
  });

  it('fire at the first failure, except for delays, which have to last', () => {
    const lasting = alarms.filter(({ threshold, evaluation_periods: periods }) => threshold !== 0 || periods !== 1);
    expect(
      lasting.map(({ alarm_name, threshold, evaluation_periods: periods }) => [alarm_name, threshold, periods]),
    ).toEqual(
      [
        ['dead-letters-age', 3 * 86_400, 1],
        ['executions-throttled', 0, 3],
        ['functions-throttled-1', 0, 3],
        ['functions-throttled-2', 0, 3],
        ['reviews-age', Number(reminders.at(-1)) * timeoutSeconds - 1, 1],
        ['undelivered-age', 3 * 86_400, 1],
      ].map(([alarm, ...others]) => [`${name}-${alarm}`, ...others]),
    );
  });

  it('measure a review by a line that remind-reviewer writes', async () => {
    const filter = stack.at('aws_cloudwatch_log_metric_filter.review-waited').arguments;
    expect(filter).toEqual({
      name: `${name}-review-waited`,
      log_group_name: '${aws_cloudwatch_log_group.remind-reviewer.name}',
      pattern: '{ $.outcome = "reminded" && $.waitedSeconds > 0 }',
      metric_transformation: {
        namespace: 'DocumentPipelines',
        name: `${name}-review-waited`,
        value: '$.waitedSeconds',
        unit: 'Seconds',
      },
    });
    expect(await loggedByReminders()).toEqual([
      expect.objectContaining({ outcome: 'reminded', waitedSeconds: firstRound.timeoutSeconds * 0.5 }),
      expect.objectContaining({ outcome: 'reminded', waitedSeconds: firstRound.timeoutSeconds * 0.9 }),
    ]);
  });
});

function expectedMetrics(stack: SynthesisedStack): AlarmMetric[] {
  const metric = (namespace: string, name: string, dimensions: JsonObject, statistic = 'Sum'): AlarmMetric => ({
    namespace,
    name,
    statistic,
    dimensions,
  });
  const machines = stack
    .ofType('aws_sfn_state_machine')
    .flatMap(({ address, arguments: { type } }) =>
      [
        'ExecutionsFailed',
        'ExecutionsTimedOut',
        'ExecutionsAborted',
        ...(type === 'STANDARD' ? ['ExecutionThrottled'] : []),
      ].map((name) => metric('AWS/States', name, { StateMachineArn: `\${${address}.arn}` })),
    );
  const queues = stack
    .ofType('aws_sqs_queue')
    .flatMap(({ address }) =>
      ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'].map((name) =>
        metric('AWS/SQS', name, { QueueName: `\${${address}.name}` }, 'Maximum'),
      ),
    );
  const definitions = JSON.stringify(stack.argumentsOf('aws_sfn_state_machine').map(({ definition }) => definition));
  const functions = stack.ofType('aws_lambda_function').flatMap(({ address }) => {
    const isCalled = new RegExp(`aws_lambda_(function|alias)\\.${nameIn(address)}\\.`).test(definitions);
    return ['Throttles', ...(isCalled ? [] : ['Errors'])].map((name) =>
      metric('AWS/Lambda', name, { FunctionName: `\${${address}.function_name}` }),
    );
  });
  const restApis = stack
    .ofType('aws_api_gateway_rest_api')
    .map(({ address }) => metric('AWS/ApiGateway', '5XXError', { ApiName: `\${${address}.name}` }));
  const httpApis = stack
    .ofType('aws_apigatewayv2_api')
    .map(({ address }) => metric('AWS/ApiGateway', '5xx', { ApiId: `\${${address}.id}` }));
  const reviews = metric('DocumentPipelines', `${stack.environment}-review-waited`, {}, 'Maximum');
  return [...machines, ...queues, ...functions, ...restApis, ...httpApis, reviews];
}

/** Returns what remind-reviewer logs if no one answers the first round of a review. */
async function loggedByReminders(): Promise<unknown[]> {
  const world = fakeReviewWorld();
  await requestReview(firstRound, world.asker);
  const lines: unknown[] = [];
  const log = { ...world.reminder.log, info: (_message: unknown, line: unknown) => void lines.push(line) };
  for (const { Target } of world.schedules.values())
    await remindReviewer(JSON.parse(Target?.Input ?? '') as ReminderEvent, { ...world.reminder, log } as never);
  return lines;
}
