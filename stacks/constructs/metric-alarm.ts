import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Construct } from 'constructs';
import type { DeploymentTarget } from '../deployment-target';

/** A metric of CloudWatch. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum';
}

/** Where alarms are created, and the topics that they publish to. */
export interface AlarmSettings {
  readonly scope: Construct;
  readonly target: DeploymentTarget;
  readonly topicArns: readonly string[];
}

/** What an alarm watches, and what a person does about it. */
export interface AlarmNeeds {
  /** Without the environment. */
  readonly name: string;
  /** What has happened: a sentence. */
  readonly description: string;
  /** The command of `pipelines` to begin with, without `--env` and `--aws`. */
  readonly command: string;
  /** The command that continues, with ID for what the first one lists. */
  readonly then?: string;
  /** Several are added up. */
  readonly metrics: readonly Metric[];
  /** The alarm fires above it; default 0. */
  readonly threshold?: number;
  /** Periods of five minutes in a row that are above the threshold; default 1. */
  readonly periods?: number;
}

/**
 * Creates an alarm; several, with a number after the name, for more metrics than one alarm can add up.
 *
 * Missing data is not a breach: AWS publishes no value of these metrics while nothing happens, and an environment at
 * rest is not a fault.
 */
export function createAlarm(at: AlarmSettings, needs: AlarmNeeds): void {
  const { metrics, name } = needs;
  for (let from = 0; from < metrics.length; from += maxMetrics) {
    const suffix = metrics.length > maxMetrics ? `-${from / maxMetrics + 1}` : '';
    const watched = { ...needs, name: `${name}${suffix}`, metrics: metrics.slice(from, from + maxMetrics) };
    createOne(at, watched);
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html */
const maxMetrics = 10;

const periodSeconds = 300;

function createOne({ scope, target, topicArns }: AlarmSettings, needs: AlarmNeeds): void {
  const { name, description, command, then, metrics, threshold = 0, periods = 1 } = needs;
  const whole = (each: string): string => `npx pipelines ${each} --env ${target.environment} --aws`;
  const continues = then === undefined ? '' : `; then: ${whole(then)}`;
  new CloudwatchMetricAlarm(scope, `alarm:${name}`, {
    alarmName: target.nameOf(name),
    alarmDescription: `${description} Begin with: ${whole(command)}${continues}`,
    ...watching(metrics),
    evaluationPeriods: periods,
    comparisonOperator: 'GreaterThanThreshold',
    threshold,
    treatMissingData: 'notBreaching',
    alarmActions: [...topicArns],
  });
}

function watching(metrics: readonly Metric[]): Partial<CloudwatchMetricAlarmConfig> {
  if (metrics.length === 1) return { ...metrics[0], period: periodSeconds };
  const queries = metrics.map(({ statistic, ...metric }, index) => ({
    id: `m${index + 1}`,
    metric: { ...metric, stat: statistic, period: periodSeconds },
  }));
  return { metricQuery: [{ id: 'sum', expression: 'SUM(METRICS())', label: 'sum', returnData: true }, ...queries] };
}
