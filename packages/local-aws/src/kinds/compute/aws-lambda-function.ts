import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { ServiceError, type Shape } from '../../services/service';
import { block, checkArguments, operator, textOf } from '../arguments';
import type { ResolvedResource, ResourceType } from '../resource-type';

const modelled = [
  'function_name',
  'filename',
  'source_code_hash',
  'handler',
  'runtime',
  'role',
  'memory_size',
  'timeout',
  'environment',
  'publish',
  'reserved_concurrent_executions',
  'package_type',
];
const withoutEffect = [
  'architectures',
  'description',
  'logging_config',
  'tracing_config',
  'ephemeral_storage',
  'kms_key_arn',
];

/** A function from its zip: the code is unpacked, and with `publish` it creates a version that executions continue to call. */
export const awsLambdaFunction: ResourceType = async (resource, { services, localAccount }) => {
  checkArguments(resource, modelled, withoutEffect);
  const name = textOf(resource, 'function_name');
  const { publish, package_type: packageType } = resource.arguments;
  if (packageType !== undefined && packageType !== 'Zip')
    throw new UserError(`package_type ${String(packageType)} is not implemented locally; functions come as zips`);
  const call = (operation: string, input: Shape): Promise<Shape> =>
    services.call('lambda', operation, { FunctionName: name, ...input }, operator);

  const zip = readZip(join(localAccount.stackFolder, textOf(resource, 'filename')));
  const settings = settingsOf(resource);
  if (await exists(() => call('GetFunctionConfiguration', {}))) {
    await call('UpdateFunctionConfiguration', settings);
    await call('UpdateFunctionCode', { ZipFile: zip });
  } else {
    await call('CreateFunction', { ...settings, Code: { ZipFile: zip } });
  }
  await reserveConcurrency(resource, call);
  const latest = await call('GetFunctionConfiguration', {});
  const arn = String(latest['FunctionArn']);
  const version = publish === true ? String((await call('PublishVersion', {}))['Version']) : '$LATEST';
  return {
    id: name,
    arn,
    version,
    qualified_arn: `${arn}:${version}`,
    invoke_arn: invokeArn(arn),
    code_sha256: String(latest['CodeSha256']),
    source_code_size: zip.length,
  };
};

function settingsOf(resource: ResolvedResource): Shape {
  const { memory_size: memory = 128, timeout = 3 } = resource.arguments;
  return {
    Handler: textOf(resource, 'handler'),
    Runtime: textOf(resource, 'runtime'),
    Role: textOf(resource, 'role'),
    MemorySize: Number(memory),
    Timeout: Number(timeout),
    Environment: { Variables: textsOf(block(resource.arguments, 'environment')?.['variables']) },
  };
}

function textsOf(variables: Json | undefined): Readonly<Record<string, string>> {
  const entries = Object.entries((variables ?? {}) as JsonObject);
  for (const [name, value] of entries) {
    if (typeof value === 'object')
      throw new UserError(`the environment variable ${name} must be text, it is ${JSON.stringify(value)}`);
  }
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function readZip(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UserError(
      `the zip ${file} cannot be read (${error instanceof Error ? error.message : String(error)}); \`npm run synth\` writes it`,
    );
  }
}

async function exists(find: () => Promise<unknown>): Promise<boolean> {
  try {
    await find();
    return true;
  } catch (error) {
    if (error instanceof ServiceError && error.name === 'ResourceNotFoundException') return false;
    throw error;
  }
}

async function reserveConcurrency(
  resource: ResolvedResource,
  call: (operation: string, input: Shape) => Promise<Shape>,
): Promise<void> {
  const { reserved_concurrent_executions: reserved = -1 } = resource.arguments;
  if (Number(reserved) < 0) await call('DeleteFunctionConcurrency', {});
  else await call('PutFunctionConcurrency', { ReservedConcurrentExecutions: Number(reserved) });
}

function invokeArn(arn: string): string {
  const [, partition, , region] = arn.split(':');
  return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
}
