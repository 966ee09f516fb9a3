import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import { Construct } from 'constructs';
import type { Metric } from '../../constructs/metric-alarm';
import type { DeploymentTarget } from '../../deployment-target';

/** Reviews, and the log of their reminders. */
export interface LongReviewOptions {
  readonly target: DeploymentTarget;
  readonly logGroup: CloudwatchLogGroup;
  /** Time of one round. */
  readonly timeoutSeconds: number;
  /** The last reminder, as a fraction of that time. */
  readonly lastReminder: number;
}

/**
 * Measures how long reviews have waited, from the log of remind-reviewer: a metric filter needs no permission of the
 * function and no schedule that reads the table. The metric has a value at each reminder of a review that still waits.
 */
export class LongReview extends Construct {
  readonly waitedSeconds: Metric;
  /** A review that has waited longer was reminded for the last time, in its first round or later. */
  readonly thresholdSeconds: number;

  constructor(scope: Construct, id: string, { target, logGroup, timeoutSeconds, lastReminder }: LongReviewOptions) {
    super(scope, id);
    const namespace = 'DocumentPipelines';
    const metricName = target.nameOf(id);
    new CloudwatchLogMetricFilter(this, `metric-filter:${id}`, {
      name: target.nameOf(id),
      logGroupName: logGroup.name,
      pattern: '{ $.outcome = "reminded" && $.waitedSeconds > 0 }',
      metricTransformation: { namespace, name: metricName, value: '$.waitedSeconds', unit: 'Seconds' },
    });
    this.waitedSeconds = { namespace, metricName, statistic: 'Maximum' };
    this.thresholdSeconds = Math.round(lastReminder * timeoutSeconds) - 1;
  }
}
