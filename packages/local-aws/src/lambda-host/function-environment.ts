import { join } from 'node:path';
import type { FunctionConfiguration } from './function-configuration';

/** Keys of a role, as an SDK client finds them in a function's environment. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What differs between execution environments of one configuration, and what SDK clients use. */
export interface SdkSettings {
  readonly region: string;
  readonly endpointUrl: string;
  readonly credentials: Credentials;
  /** The log stream of this execution environment. */
  readonly logStreamName: string;
}

/**
 * The whole environment of a function's process: the variables of Lambda and of the synthesised function, without those of this
 * process. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function functionEnvironment(
  configuration: FunctionConfiguration,
  { region, endpointUrl, credentials, logStreamName }: SdkSettings,
): Record<string, string> {
  // NODE_OPTIONS would have to be read when the process starts; a worker cannot use it.
  const { NODE_OPTIONS: _ignored, ...own } = configuration.environment;
  const { functionName, version, codeFolder } = configuration;
  return {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    ...own,
    _HANDLER: configuration.handler,
    LAMBDA_TASK_ROOT: codeFolder,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.runtime}`,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memorySizeMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    // The function must not use this computer's ~/.aws.
    AWS_CONFIG_FILE: join(codeFolder, 'no-aws-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(codeFolder, 'no-aws-credentials'),
  };
}
