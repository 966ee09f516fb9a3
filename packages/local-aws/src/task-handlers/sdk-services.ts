/** How an `aws-sdk` integration reaches one of the embedded services. */
export interface SdkService {
  /** Name of the embedded service. */
  readonly service: string;
  /** Prefix of error names: `S3.NoSuchKeyException`. */
  readonly prefix: string;
  /** How the API itself writes member names; a definition always writes them in PascalCase. */
  readonly memberCase: 'pascal' | 'camel';
  /** Errors without a class in the SDK: they become `<Prefix>.<Prefix>Exception`. */
  readonly unmodelledErrors: readonly string[];
  /** Members of bytes by operation, `*` for every operation: converted from and to JSON values or strings. */
  readonly bytes: Readonly<Record<string, readonly string[]>>;
  /** `Parent.Member` whose content is the author's own: its keys stay as they are. */
  readonly freeForm: readonly string[];
}

const accessDenied = ['AccessDenied', 'AccessDeniedException', 'AuthorizationError'];
const plain = { memberCase: 'pascal', unmodelledErrors: accessDenied, bytes: {}, freeForm: [] } as const;

/** By the name in the ARN, `arn:aws:states:::aws-sdk:<name>:<operation>`. */
export const sdkServices: Readonly<Record<string, SdkService>> = {
  s3: { ...plain, service: 's3', prefix: 'S3', bytes: { PutObject: ['Body'], GetObject: ['Body'] } },
  dynamodb: { ...plain, service: 'dynamodb', prefix: 'DynamoDb' },
  sqs: { ...plain, service: 'sqs', prefix: 'Sqs' },
  sns: { ...plain, service: 'sns', prefix: 'Sns', unmodelledErrors: ['AccessDenied', 'AccessDeniedException'] },
  eventbridge: { ...plain, service: 'events', prefix: 'EventBridge' },
  lambda: { ...plain, service: 'lambda', prefix: 'Lambda', bytes: { Invoke: ['Payload'] } },
  sfn: { ...plain, service: 'states', prefix: 'Sfn', memberCase: 'camel' },
  textract: { ...plain, service: 'textract', prefix: 'Textract', unmodelledErrors: [], bytes: { '*': ['Bytes'] } },
  bedrock: {
    ...plain,
    service: 'bedrock',
    prefix: 'Bedrock',
    memberCase: 'camel',
    unmodelledErrors: [],
    freeForm: ['*.HyperParameters'],
  },
  bedrockruntime: {
    ...plain,
    service: 'bedrock',
    prefix: 'BedrockRuntime',
    memberCase: 'camel',
    unmodelledErrors: [],
    bytes: { '*': ['Bytes'], InvokeModel: ['Body', 'Bytes'] },
    freeForm: [
      'InputSchema.Json',
      'ToolUse.Input',
      'Content.Json',
      '*.AdditionalModelRequestFields',
      '*.AdditionalModelResponseFields',
      '*.PromptVariables',
      '*.RequestMetadata',
    ],
  },
};
