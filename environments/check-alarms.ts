import type { Diagnostic } from '@document-pipelines/asl/diagnostics';
import type { ParsedDefinition } from '@document-pipelines/asl/load';
import type { EnvironmentFile } from './environment-schema';

/** Whether the alarms of an environment notify anyone (if not, a warning), by a topic that they can publish to. */
export function checkAlarms({ region, alarms }: EnvironmentFile, source: Source): Diagnostic[] {
  if (alarms?.topicArn !== undefined) return checkRegion(alarms.topicArn, region, source);
  if (alarms?.email !== undefined) return [];
  return [
    {
      severity: 'warning',
      ruleId: 'alarms-notify-no-one',
      message: '`alarms` has no `email` and no `topicArn`: no one is notified of an alarm',
      span: source.keySpanOf(alarms === undefined ? [] : ['alarms']),
      help: 'write `alarms: { email: you@example.com }` with your address',
    },
  ];
}

type Source = Pick<ParsedDefinition, 'spanOf' | 'keySpanOf'>;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html */
function checkRegion(topicArn: string, region: string, source: Source): Diagnostic[] {
  if (topicArn.split(':')[3] === region) return [];
  return [
    {
      severity: 'error',
      ruleId: 'wrong-environment-value',
      message: `\`alarms.topicArn\` must be a topic of ${region}, it is \`${JSON.stringify(topicArn)}\``,
      span: source.spanOf(['alarms', 'topicArn']),
      help: 'alarms publish only to topics of their own region',
    },
  ];
}
