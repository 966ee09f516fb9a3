import { join } from 'node:path';
import type { JsonObject } from '@document-pipelines/asl/definition';
import { type Environment, loadEnvironments } from '../../environments';
import { synthesisedStacks } from './synthesise';
import type { SynthesisedStack } from './synthesised-stack';

const environments = loadEnvironments(join(__dirname, '..', '..', 'environments'));

const cases = synthesisedStacks().map((stack) => {
  const environment = environments.find(({ name }) => name === stack.environment) as Environment;
  return [stack.environment, stack, environment] as const;
});

describe.each(cases)('%s', (_name, stack, environment) => {
  const { protectData } = environment;

  it('keeps objects private, encrypted, owned, in versions, each longer than an execution waits for a release', () => {
    for (const [name, given] of namedOf(stack, 'aws_s3_bucket')) {
      expect(given).toMatchObject({ force_destroy: !protectData, lifecycle: { prevent_destroy: protectData } });
      const of = (companion: string) => stack.at(`aws_s3_bucket_${companion}.${name}`).arguments;
      const bucket = `\${aws_s3_bucket.${name}.id}`;
      expect(of('public_access_block')).toEqual({
        bucket,
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      });
      expect(of('ownership_controls')).toEqual({ bucket, rule: { object_ownership: 'BucketOwnerEnforced' } });
      expect(of('server_side_encryption_configuration')).toEqual({
        bucket,
        rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
      });
      expect(of('versioning')).toEqual({ bucket, versioning_configuration: { status: 'Enabled' } });
      expect(of('lifecycle_configuration')).toEqual({
        bucket,
        depends_on: [`aws_s3_bucket_versioning.${name}`],
        rule: [
          {
            id: 'forget-what-was-replaced',
            status: 'Enabled',
            filter: [{ prefix: '' }],
            noncurrent_version_expiration: [{ noncurrent_days: 400 }],
            abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
          },
        ],
      });
      expect(of('policy')['bucket']).toBe(bucket);
    }
    expect(stack.argumentsOf('aws_s3_bucket_notification')).toEqual([
      { bucket: '${aws_s3_bucket.documents.id}', eventbridge: true },
    ]);
  });

  it('keeps rows encrypted and restorable, and lets only the rows of callbacks expire', () => {
    for (const [name, given] of namedOf(stack, 'aws_dynamodb_table')) {
      const { hash_key: hashKey, range_key: rangeKey, attribute, ...settings } = given;
      expect(settings).toEqual({
        name: `${stack.environment}-${name}`,
        billing_mode: 'PAY_PER_REQUEST',
        server_side_encryption: { enabled: true },
        point_in_time_recovery: { enabled: true },
        deletion_protection_enabled: protectData,
        lifecycle: { prevent_destroy: protectData },
        ...(name === 'callbacks' ? { ttl: { attribute_name: 'expiresAt', enabled: true } } : {}),
      });
      const keys = [hashKey, rangeKey].filter((key) => key !== undefined);
      expect(attribute).toEqual(keys.map((key) => ({ name: key, type: 'S' })));
    }
  });

  it('keeps messages for 14 days, the longest of SQS, encrypted, and no queue gives its messages to another', () => {
    for (const [name, given] of namedOf(stack, 'aws_sqs_queue')) {
      expect(given).toEqual({
        name: `${stack.environment}-${name}`,
        message_retention_seconds: 14 * 24 * 3600,
        sqs_managed_sse_enabled: true,
        lifecycle: { prevent_destroy: protectData },
      });
    }
  });

  it('encrypts every topic under the key of the topics', () => {
    for (const [name, given] of namedOf(stack, 'aws_sns_topic')) {
      const [key] = stack.ofType('aws_kms_key');
      expect(given).toEqual({ name: `${stack.environment}-${name}`, kms_master_key_id: `\${${key?.address}.arn}` });
    }
  });

  it('keeps each log for the days that the environment sets', () => {
    for (const [, given] of namedOf(stack, 'aws_cloudwatch_log_group')) {
      expect(Object.keys(given).sort()).toEqual(['name', 'retention_in_days']);
      expect(given['retention_in_days']).toBe(environment.logRetentionDays);
    }
  });

  it('runs each function on the same runtime, traced, logged as JSON, and within the bounds of Lambda', () => {
    for (const [name, given] of namedOf(stack, 'aws_lambda_function')) {
      const { filename: _zip, source_code_hash: _hash, environment: _variables, ...others } = given;
      const { memory_size: megabytes, timeout: seconds, ...settings } = others;
      expect([name, Number(megabytes) >= 256, Number(seconds) > 0 && Number(seconds) <= 900]).toEqual([
        name,
        true,
        true,
      ]);
      expect(settings).toEqual({
        function_name: `${stack.environment}-${name}`,
        role: `\${aws_iam_role.${name}.arn}`,
        runtime: 'nodejs24.x',
        architectures: ['arm64'],
        handler: 'index.handler',
        publish: true,
        ...(name === 'extract-text'
          ? { reserved_concurrent_executions: environment.extraction.reservedConcurrency }
          : {}),
        logging_config: {
          log_format: 'JSON',
          log_group: `\${aws_cloudwatch_log_group.${name}.name}`,
          application_log_level: 'INFO',
          system_log_level: 'INFO',
        },
        tracing_config: { mode: 'Active' },
        depends_on: [`aws_iam_role_policy.${name}`],
      });
    }
  });

  it('runs each machine by its own role, with a log of its own, and calls it by the alias of its last version', () => {
    for (const [name, { definition: _, ...settings }] of namedOf(stack, 'aws_sfn_state_machine')) {
      expect(settings).toEqual({
        name: `${stack.environment}-${name}`,
        type: name === 'classify-text' ? 'EXPRESS' : 'STANDARD',
        role_arn: `\${aws_iam_role.${name}.arn}`,
        publish: true,
        logging_configuration: {
          level: 'ALL',
          include_execution_data: false,
          log_destination: `\${aws_cloudwatch_log_group.${name}.arn}:*`,
        },
        tracing_configuration: { enabled: true },
        depends_on: [`aws_iam_role_policy.${name}`],
      });
      expect(stack.at(`aws_sfn_alias.${name}`).arguments).toEqual({
        name: 'live',
        routing_configuration: [
          { state_machine_version_arn: `\${aws_sfn_state_machine.${name}.state_machine_version_arn}`, weight: 100 },
        ],
      });
    }
  });

  it('puts every policy of a role on that role', () => {
    for (const [name, given] of namedOf(stack, 'aws_iam_role_policy')) {
      expect(given).toMatchObject({ name, role: `\${aws_iam_role.${name}.id}` });
    }
    const roles = namedOf(stack, 'aws_iam_role').map(([name]) => name);
    expect(namedOf(stack, 'aws_iam_role_policy').map(([name]) => name)).toEqual(roles);
  });

  it('rejects callers that are not authorised, and throttles the others as the environment sets', () => {
    const { classify } = environment;
    for (const [, given] of namedOf(stack, 'aws_api_gateway_method')) {
      expect(given).toMatchObject({ authorization: 'AWS_IAM', api_key_required: true });
    }
    for (const [, given] of namedOf(stack, 'aws_apigatewayv2_route')) {
      expect(given).toMatchObject({ authorization_type: 'AWS_IAM' });
    }
    for (const [, given] of namedOf(stack, 'aws_apigatewayv2_stage')) {
      expect(given).toMatchObject({
        default_route_settings: { throttling_burst_limit: 20, throttling_rate_limit: 10 },
      });
    }
    expect(stack.argumentsOf('aws_api_gateway_method_settings')).toEqual([
      expect.objectContaining({
        method_path: '*/*',
        settings: {
          metrics_enabled: true,
          logging_level: 'OFF',
          data_trace_enabled: false,
          throttling_burst_limit: classify.allBurst,
          throttling_rate_limit: classify.allRequestsPerSecond,
        },
      }),
    ]);
    expect(stack.argumentsOf('aws_api_gateway_usage_plan')).toEqual([
      expect.objectContaining({
        quota_settings: { limit: classify.requestsPerDay, period: 'DAY' },
        throttle_settings: { burst_limit: classify.burst, rate_limit: classify.requestsPerSecond },
      }),
    ]);
  });
});

function namedOf(stack: SynthesisedStack, type: string): (readonly [name: string, JsonObject])[] {
  const resources = stack.ofType(type);
  expect([type, resources.length > 0]).toEqual([type, true]);
  return resources.map(({ address, arguments: given }) => [address.split('.')[1] ?? '', given]);
}
