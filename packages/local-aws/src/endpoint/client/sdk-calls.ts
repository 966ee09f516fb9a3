import { ServiceError, type Services, type Shape } from '../../services';

/** Settings of the SDK's clients. */
export interface SdkSettings {
  readonly region: string;
  /** The endpoint of every service; absent: AWS, or what the SDK's own variables name. */
  readonly endpointUrl?: string;
  /** Absent: the SDK's usual chain. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Attempts for a call, the first included; the SDK waits longer and longer, and slows down while it is throttled. Default 3, at a fixed rate. */
  readonly maxAttempts?: number;
}

/** A module of the AWS SDK, whose client and commands are used by name. */
type SdkModule = Readonly<Record<string, unknown>>;

/** The services that can be called, by their endpoint prefix. */
const clients: Readonly<Record<string, { load(): Promise<SdkModule>; readonly client: string }>> = {
  dynamodb: { load: () => import('@aws-sdk/client-dynamodb'), client: 'DynamoDBClient' },
  lambda: { load: () => import('@aws-sdk/client-lambda'), client: 'LambdaClient' },
  logs: { load: () => import('@aws-sdk/client-cloudwatch-logs'), client: 'CloudWatchLogsClient' },
  s3: { load: () => import('@aws-sdk/client-s3'), client: 'S3Client' },
  scheduler: { load: () => import('@aws-sdk/client-scheduler'), client: 'SchedulerClient' },
  sns: { load: () => import('@aws-sdk/client-sns'), client: 'SNSClient' },
  sqs: { load: () => import('@aws-sdk/client-sqs'), client: 'SQSClient' },
  states: { load: () => import('@aws-sdk/client-sfn'), client: 'SFNClient' },
  sts: { load: () => import('@aws-sdk/client-sts'), client: 'STSClient' },
};

interface SdkClient {
  send(command: object): Promise<Shape>;
}

/** Returns a function that calls services through SDK clients, by the names of operations. It throws what the SDK throws, under the service's error names. */
export function sdkCalls(settings: SdkSettings): (...call: SdkCall) => Promise<Shape> {
  const opened = new Map<string, Promise<readonly [SdkModule, SdkClient]>>();
  return async (service, operation, input) => {
    const opening = opened.get(service) ?? open(service, settings);
    opened.set(service, opening);
    const [sdk, client] = await opening;
    return client.send(construct(sdk, `${operation}Command`, input));
  };
}

type SdkCall = [service: string, operation: string, input: Shape];

/** Calls the services of another process through its endpoint, as the operator. */
export function endpointServices(endpointUrl: string, region: string): Pick<Services, 'call'> {
  // Keys are not secret here: keys that do not belong to a role belong to the operator.
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const call = sdkCalls({ endpointUrl, region, credentials });
  return { call: (service, operation, input) => call(service, operation, input) };
}

async function open(service: string, settings: SdkSettings): Promise<readonly [SdkModule, SdkClient]> {
  const { region, endpointUrl, credentials, maxAttempts } = settings;
  const found = clients[service];
  if (found === undefined)
    throw new ServiceError('NotModelledError', `another process is not asked for ${service}`, 501);
  const sdk = await found.load();
  const isLocal = endpointUrl !== undefined || process.env['AWS_ENDPOINT_URL'] !== undefined;
  return [
    sdk,
    construct<SdkClient>(sdk, found.client, {
      region,
      ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
      ...(credentials === undefined ? {} : { credentials }),
      ...(maxAttempts === undefined ? {} : { maxAttempts, retryMode: 'adaptive' }),
      // An endpoint of one address: neither buckets nor queues have hosts of their own.
      ...(isLocal ? { forcePathStyle: true, useQueueUrlAsEndpoint: false } : {}),
    }),
  ];
}

function construct<Made extends object>(sdk: SdkModule, name: string, settings: object): Made {
  const made = sdk[name] as (new (settings: object) => Made) | undefined;
  if (made === undefined) throw new Error(`the AWS SDK has no ${name}`);
  return new made(settings);
}

/** Returns the region of the SDK's usual chain: AWS_REGION, or the profile's; undefined without one. */
export async function usualRegion(): Promise<string | undefined> {
  const { STSClient } = await import('@aws-sdk/client-sts');
  try {
    return await new STSClient({}).config.region();
  } catch {
    return undefined;
  }
}
