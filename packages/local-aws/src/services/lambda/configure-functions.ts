import { join } from 'node:path';
import { type FunctionConfiguration, unpackBundle } from '../../lambda-host';
import { isStateFailure } from '../../state-failure';
import { type Operation, ServiceError, type Shape } from '../service';
import { functionReference, qualifiedArn } from './function-name';
import type { EventInvokeConfig, FunctionEntry } from './function-registry';
import type { LambdaContext } from './lambda-context';

/** The operations used by stacks to create and configure functions. */
export function configureFunctions(context: LambdaContext): Readonly<Record<string, Operation>> {
  const { registry, localAccount } = context;
  const operation = (action: string, run: (input: Shape) => Shape): Operation => ({
    permissions: (input) => [
      { action: `lambda:${action}`, resource: functionReference(input, localAccount).functionArn },
    ],
    run: async (input) => run(input),
  });
  const change = (input: Shape, next: (entry: FunctionEntry) => FunctionEntry): FunctionEntry => {
    const entry = next(registry.get(functionReference(input, localAccount)));
    registry.put(entry);
    return entry;
  };

  return {
    CreateFunction: operation('CreateFunction', (input) => {
      const { functionName } = functionReference(input, localAccount);
      if (registry.find(functionName) !== undefined) {
        throw new ServiceError('ResourceConflictException', `Function already exist: ${functionName}`, 409);
      }
      const latest = configurationOf(input, context);
      registry.put({ latest, versions: {}, aliases: {}, eventInvokeConfigs: {} });
      return describe(latest);
    }),
    UpdateFunctionCode: operation('UpdateFunctionCode', (input) => {
      const code = unpack(input['ZipFile'], context);
      return describe(change(input, (entry) => ({ ...entry, latest: { ...entry.latest, ...code } })).latest);
    }),
    UpdateFunctionConfiguration: operation('UpdateFunctionConfiguration', (input) =>
      describe(
        change(input, (entry) => ({ ...entry, latest: { ...entry.latest, ...settingsOf(input, context) } })).latest,
      ),
    ),
    PublishVersion: operation('PublishVersion', (input) => {
      const reference = functionReference(input, localAccount);
      const { entry, version } = publishVersion(registry.get(reference));
      registry.put(entry);
      return describe(version);
    }),
    GetFunctionConfiguration: operation('GetFunctionConfiguration', (input) =>
      describe(registry.resolve(functionReference(input, localAccount))),
    ),
    PutFunctionConcurrency: operation('PutFunctionConcurrency', (input) => {
      const reservedConcurrency = Number(input['ReservedConcurrentExecutions']);
      change(input, (entry) => ({ ...entry, reservedConcurrency }));
      return { ReservedConcurrentExecutions: reservedConcurrency };
    }),
    DeleteFunctionConcurrency: operation('DeleteFunctionConcurrency', (input) => {
      change(input, ({ reservedConcurrency: _none, ...entry }) => entry);
      return {};
    }),
    PutFunctionEventInvokeConfig: operation('PutFunctionEventInvokeConfig', (input) => {
      const { qualifier = '$LATEST', functionArn } = functionReference(input, localAccount);
      const config = eventInvokeConfigOf(input);
      change(input, (entry) => ({
        ...entry,
        eventInvokeConfigs: { ...entry.eventInvokeConfigs, [qualifier]: config },
      }));
      return { FunctionArn: `${functionArn}:${qualifier}` };
    }),
    CreateAlias: operation('CreateAlias', (input) => putAlias(input, context)),
    UpdateAlias: operation('UpdateAlias', (input) => putAlias(input, context)),
    AddPermission: operation('AddPermission', (input) => addPermission(input, context)),
  };
}

function configurationOf(input: Shape, context: LambdaContext): FunctionConfiguration {
  const { functionName, functionArn } = functionReference(input, context.localAccount);
  const { Code: code } = input as { Code?: Shape };
  return {
    functionName,
    functionArn,
    version: '$LATEST',
    ...unpack(code?.['ZipFile'], context),
    ...settingsOf({ MemorySize: 128, Timeout: 3, Environment: {}, ...input }, context),
  } as FunctionConfiguration;
}

function unpack(
  zip: unknown,
  { localAccount, sourceMapFolder }: LambdaContext,
): Pick<FunctionConfiguration, 'codeFolder' | 'codeSha256'> {
  if (!(zip instanceof Uint8Array))
    throw new ServiceError(
      'InvalidParameterValueException',
      'ZipFile must hold the bytes of a zip; code in S3 or in an image is not implemented locally',
    );
  try {
    const { folder, sha256Base64 } = unpackBundle(zip, {
      codeFolder: join(localAccount.stateFolder, 'functions', 'code'),
      sourceMapFolder,
    });
    return { codeFolder: folder, codeSha256: sha256Base64 };
  } catch (error) {
    if (isStateFailure(error)) throw error;
    throw new ServiceError(
      'InvalidParameterValueException',
      `Could not unzip uploaded file: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Returns the settings of a configuration that the request names. */
function settingsOf(input: Shape, context: LambdaContext): Partial<FunctionConfiguration> {
  const { Handler: handler, Runtime: runtime, Role: roleArn, MemorySize: memory, Timeout: timeout } = input;
  const { Environment: environment } = input as {
    Environment?: { readonly Variables?: Readonly<Record<string, string>> };
  };
  if (typeof runtime === 'string' && !runtime.startsWith('nodejs')) {
    throw new ServiceError(
      'InvalidParameterValueException',
      `the runtime ${runtime} is not implemented locally; functions run on Node.js`,
    );
  }
  checkRole(roleArn, context);
  return Object.fromEntries(
    Object.entries({
      handler,
      runtime,
      roleArn,
      memorySizeMegabytes: memory,
      timeoutSeconds: timeout,
      environment: environment === undefined ? undefined : (environment.Variables ?? {}),
    }).filter(([, value]) => value !== undefined),
  );
}

/** Lambda accepts a role only if it may assume it. */
function checkRole(roleArn: unknown, { policies }: LambdaContext): void {
  if (roleArn === undefined) return;
  const decision = policies.allowsAssume(String(roleArn), 'lambda.amazonaws.com');
  if (decision.allowed) return;
  throw new ServiceError(
    'InvalidParameterValueException',
    `The role defined for the function cannot be assumed by Lambda: ${decision.reason}`,
  );
}

/** Publishes a new version only if code or configuration differ from the newest one, as Lambda does. */
function publishVersion(entry: FunctionEntry): {
  readonly entry: FunctionEntry;
  readonly version: FunctionConfiguration;
} {
  const numbers = Object.keys(entry.versions).map(Number);
  const newest = entry.versions[String(Math.max(0, ...numbers))];
  const same =
    newest !== undefined && JSON.stringify({ ...newest, version: '$LATEST' }) === JSON.stringify(entry.latest);
  if (same) return { entry, version: newest };
  const version = { ...entry.latest, version: String(Math.max(0, ...numbers) + 1) };
  return { entry: { ...entry, versions: { ...entry.versions, [version.version]: version } }, version };
}

function putAlias(input: Shape, { registry, localAccount }: LambdaContext): Shape {
  const { Name: name, FunctionVersion: version, RoutingConfig: routing } = input;
  const reference = functionReference(input, localAccount);
  if (routing !== undefined)
    throw new ServiceError(
      'InvalidParameterValueException',
      'the local implementation does not support weighted aliases (RoutingConfig)',
    );
  registry.resolve({ ...reference, qualifier: String(version) });
  const entry = registry.get(reference);
  registry.put({ ...entry, aliases: { ...entry.aliases, [String(name)]: String(version) } });
  return { AliasArn: `${reference.functionArn}:${String(name)}`, Name: name, FunctionVersion: version };
}

function addPermission(input: Shape, { registry, policies, localAccount }: LambdaContext): Shape {
  const reference = functionReference(input, localAccount);
  registry.resolve(reference);
  const {
    StatementId: sid,
    Action: action,
    Principal: principal,
    SourceArn: sourceArn,
    SourceAccount: sourceAccount,
  } = input;
  const conditions = {
    ...(sourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': sourceArn } }),
    ...(sourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': sourceAccount } }),
  };
  const statement = {
    Sid: sid,
    Effect: 'Allow',
    Principal: String(principal).endsWith('.amazonaws.com') ? { Service: principal } : { AWS: principal },
    Action: action,
    Resource: qualifiedArn(reference),
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
  policies.putResourceStatement(qualifiedArn(reference), String(sid), statement);
  return { Statement: JSON.stringify(statement) };
}

function eventInvokeConfigOf(input: Shape): EventInvokeConfig {
  const { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: age } = input;
  const { DestinationConfig: destinations } = input as {
    DestinationConfig?: {
      readonly OnSuccess?: { readonly Destination?: string };
      readonly OnFailure?: { readonly Destination?: string };
    };
  };
  const { OnSuccess: success, OnFailure: failure } = destinations ?? {};
  return {
    ...(retries === undefined ? {} : { maximumRetryAttempts: Number(retries) }),
    ...(age === undefined ? {} : { maximumEventAgeInSeconds: Number(age) }),
    ...(success?.Destination === undefined ? {} : { onSuccess: success.Destination }),
    ...(failure?.Destination === undefined ? {} : { onFailure: failure.Destination }),
  };
}

function describe(configuration: FunctionConfiguration): Shape {
  const {
    functionName,
    functionArn,
    version,
    codeSha256,
    handler,
    runtime,
    roleArn,
    memorySizeMegabytes,
    timeoutSeconds,
  } = configuration;
  return {
    FunctionName: functionName,
    FunctionArn: version === '$LATEST' ? functionArn : `${functionArn}:${version}`,
    Version: version,
    CodeSha256: codeSha256,
    Handler: handler,
    Runtime: runtime,
    Role: roleArn,
    MemorySize: memorySizeMegabytes,
    Timeout: timeoutSeconds,
    Environment: { Variables: configuration.environment },
    State: 'Active',
  };
}
