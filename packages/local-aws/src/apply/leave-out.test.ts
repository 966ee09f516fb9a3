import { UserError } from '@document-pipelines/asl/diagnostics';
import { type StartedForTest, startForTest } from '../../tests/fixtures/endpoint-fixture';
import { resourceTypes } from '../kinds';
import { applyApp } from './apply';
import { leaveOut } from './leave-out';
import type { SynthesisedApp } from './synthesised-app';

interface Written {
  readonly [argument: string]: string;
}

function appOf(resources: Readonly<Record<string, Written>>, outputs: SynthesisedApp['outputs'] = {}): SynthesisedApp {
  const list = Object.entries(resources).map(([address, { dependsOn, ...args }]) => {
    const [type = '', name = ''] = address.split('.');
    return { address, type, name, arguments: args, dependsOn: dependsOn === undefined ? [] : [dependsOn] };
  });
  return { stackFolder: '.', environment: 'dev', region: 'eu-west-1', resources: list, outputs };
}

const withEndpoint: Readonly<Record<string, Written>> = {
  'aws_vpc_endpoint.s3': { service_name: 's3' },
  'aws_cloudwatch_metric_alarm.slow': { alarm_name: 'slow-${aws_vpc_endpoint.s3.id}' },
  'aws_sqs_queue.letters': { name: 'letters', dependsOn: 'aws_vpc_endpoint.s3' },
};

function mistakeOf(app: SynthesisedApp, ...types: readonly string[]): readonly string[] {
  try {
    leaveOut(app, types);
  } catch (error) {
    if (error instanceof UserError) return error.lines;
  }
  throw new Error('it was left out');
}

describe('leaving out resource types', () => {
  let started: StartedForTest;
  beforeAll(async () => {
    started = await startForTest();
  });
  afterAll(() => started.end());

  it('applies the rest: what has no local effect, or only comes after what is left out', async () => {
    const app = leaveOut(
      appOf(withEndpoint, { endpoint: '${aws_vpc_endpoint.s3.id}', queue: '${aws_sqs_queue.letters.name}' }),
      ['aws_vpc_endpoint'],
    );

    const { localAccount, services, policies } = started;
    const { outputs, attributes } = await applyApp(app, resourceTypes, { localAccount, services, policies });

    expect(app.leftOut).toEqual(['aws_vpc_endpoint.s3']);
    expect(Object.keys(attributes)).toEqual(['aws_cloudwatch_metric_alarm.slow', 'aws_sqs_queue.letters']);
    expect(outputs).toEqual({ queue: 'letters' });
  });

  it('names both resources of each dependency, and the types to leave out as well', () => {
    const app = appOf({
      'aws_vpc.main': { cidr_block: '10.0.0.0/16' },
      'aws_subnet.a': { vpc_id: '${aws_vpc.main.id}' },
      'aws_vpc_endpoint.s3': { vpc_id: '${aws_vpc.main.id}' },
    });

    expect(mistakeOf(app, 'aws_vpc')).toEqual([
      '--without aws_vpc: aws_subnet.a depends on aws_vpc.main',
      '  aws_vpc_endpoint.s3 depends on aws_vpc.main',
      '  = help: keep aws_vpc, or leave out what depends on it as well: --without aws_subnet --without aws_vpc_endpoint',
    ]);
    expect(leaveOut(app, ['aws_vpc', 'aws_subnet', 'aws_vpc_endpoint']).resources).toEqual([]);
  });

  it('keeps a type with a local implementation that others depend on, if only by `depends_on`', () => {
    const app = appOf({
      'aws_iam_role_policy.p': { role: 'r' },
      'aws_lambda_function.f': { function_name: 'f', dependsOn: 'aws_iam_role_policy.p' },
    });

    expect(mistakeOf(app, 'aws_iam_role_policy')[0]).toBe(
      '--without aws_iam_role_policy: aws_lambda_function.f depends on aws_iam_role_policy.p',
    );
    expect(leaveOut(app, ['aws_lambda_function']).resources.map(({ address }) => address)).toEqual([
      'aws_iam_role_policy.p',
    ]);
  });

  it('changes nothing for a type without local effect, to whose attributes others may refer', () => {
    const app = appOf({
      'aws_cloudwatch_log_group.l': { name: 'l' },
      'aws_lambda_function.f': { function_name: '${aws_cloudwatch_log_group.l.name}' },
    });

    expect(leaveOut(app, ['aws_cloudwatch_log_group']).resources).toEqual(app.resources);
  });

  it.each([
    ['aws_vpc_endpoints', '  = help: did you mean `aws_vpc_endpoint`?'],
    ['google_storage', '  = help: its types are aws_cloudwatch_metric_alarm, aws_sqs_queue, aws_vpc_endpoint'],
  ])('rejects %s, which the stack does not have', (type, help) => {
    expect(mistakeOf(appOf(withEndpoint), type)).toEqual([
      `--without ${type}: the stack has no resource of this type`,
      help,
    ]);
  });
});
