import { ServiceError, type Services, type Shape } from '../../services';

/** A module of the AWS SDK, whose client and commands are used by name. */
type SdkModule = Readonly<Record<string, unknown>>;

/** SDK clients for the services that are called in another process. */
const clients: Readonly<Record<string, { load(): Promise<SdkModule>; readonly client: string }>> = {
  dynamodb: { load: () => import('@aws-sdk/client-dynamodb'), client: 'DynamoDBClient' },
  s3: { load: () => import('@aws-sdk/client-s3'), client: 'S3Client' },
  scheduler: { load: () => import('@aws-sdk/client-scheduler'), client: 'SchedulerClient' },
  sqs: { load: () => import('@aws-sdk/client-sqs'), client: 'SQSClient' },
  states: { load: () => import('@aws-sdk/client-sfn'), client: 'SFNClient' },
};

interface SdkClient {
  send(command: object): Promise<Shape>;
}

/** Calls the services of another process through its endpoint, as the operator. Throws what the SDK throws, under the service's error names. */
export function endpointServices(endpointUrl: string, region: string): Pick<Services, 'call'> {
  const opened = new Map<string, Promise<readonly [SdkModule, SdkClient]>>();
  const open = async (service: string): Promise<readonly [SdkModule, SdkClient]> => {
    const found = clients[service];
    if (found === undefined)
      throw new ServiceError('NotModelledError', `another process is not asked for ${service}`, 501);
    const sdk = await found.load();
    // Keys are not secret here: keys that do not belong to a role belong to the operator.
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const settings = { endpoint: endpointUrl, region, credentials, forcePathStyle: true, useQueueUrlAsEndpoint: false };
    return [sdk, construct<SdkClient>(sdk, found.client, settings)];
  };
  return {
    async call(service, operation, input) {
      const opening = opened.get(service) ?? open(service);
      opened.set(service, opening);
      const [sdk, client] = await opening;
      return client.send(construct(sdk, `${operation}Command`, input));
    },
  };
}

function construct<Made extends object>(sdk: SdkModule, name: string, settings: object): Made {
  const made = sdk[name] as (new (settings: object) => Made) | undefined;
  if (made === undefined) throw new Error(`the AWS SDK has no ${name}`);
  return new made(settings);
}
