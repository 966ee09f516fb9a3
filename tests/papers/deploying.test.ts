import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricsOf } from '../synthesised-stacks/alarm-metrics';
import { synthesisedStacks } from '../synthesised-stacks/synthesise';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'deploying.md'), 'utf8');
const dev = synthesisedStacks().find(({ environment }) => environment === 'dev')!;

/** US dollars a month: https://aws.amazon.com/kms/pricing/ and, for each metric of an alarm, https://aws.amazon.com/cloudwatch/pricing/. */
const dollarsPerKey = 1;
const dollarsPerMetric = 0.1;

it('names as many resources to add as the stack of dev has', () => {
  const resources = Object.values(dev.json['resource'] as Readonly<Record<string, object>>);
  const count = resources.reduce((sum, ofType) => sum + Object.keys(ofType).length, 0);

  expect(page).toContain(`Plan: ${count} to add, 0 to change, 0 to destroy.`);
});

it('gives the price of an idle dev by its keys and the metrics of its alarms', () => {
  const metrics = dev.argumentsOf('aws_cloudwatch_metric_alarm').flatMap(metricsOf).length;
  const price = dev.ofType('aws_kms_key').length * dollarsPerKey + metrics * dollarsPerMetric;

  expect(page).toContain(`idle, dev costs ${price.toFixed(2)} USD a month`);
  expect(page).toContain(`and [alarms](alarms.md) on ${metrics} metrics (0.10 each)`);
});
