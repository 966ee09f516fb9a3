/** Constraints of a member of a request, from Step Functions' service model. */
export interface Constraint {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'list' | 'structure';
  /** Length of a string or a list; value of a number. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly values?: readonly string[];
  /** Its value is not repeated in a message. */
  readonly sensitive?: true;
}

const arn: Constraint = { type: 'string', min: 1, max: 256 };
const longArn: Constraint = { type: 'string', min: 1, max: 2000 };
const text = (max: number, min = 0): Constraint => ({ type: 'string', min, max });
const secret = (max: number, min = 0): Constraint => ({ type: 'string', min, max, sensitive: true });
const enumeration = (...values: readonly string[]): Constraint => ({ type: 'string', values });

/** By the members' names, which mean the same in every operation. */
export const constraints: Readonly<Record<string, Constraint>> = {
  activityArn: arn,
  cause: secret(32_768),
  clientToken: { type: 'string', min: 1, max: 64, pattern: '[!-~]+' },
  context: secret(262_144),
  definition: secret(1_048_576, 1),
  description: secret(256),
  encryptionConfiguration: { type: 'structure' },
  error: secret(256),
  executionArn: arn,
  includeExecutionData: { type: 'boolean' },
  includedData: enumeration('ALL_DATA', 'METADATA_ONLY'),
  input: secret(262_144),
  inspectionLevel: enumeration('INFO', 'DEBUG', 'TRACE'),
  loggingConfiguration: { type: 'structure' },
  mapRunArn: longArn,
  maxConcurrency: { type: 'integer', min: 0 },
  maxResults: { type: 'integer', min: 0, max: 1000 },
  mock: { type: 'structure' },
  // Other constraints of a name are reported by InvalidName.
  name: { type: 'string' },
  nextToken: text(3096, 1),
  output: secret(262_144),
  publish: { type: 'boolean' },
  redriveFilter: enumeration('REDRIVEN', 'NOT_REDRIVEN'),
  resourceArn: arn,
  revealSecrets: { type: 'boolean' },
  reverseOrder: { type: 'boolean' },
  revisionId: { type: 'string' },
  roleArn: arn,
  routingConfiguration: { type: 'list', min: 1, max: 2 },
  severity: enumeration('ERROR', 'WARNING'),
  stateConfiguration: { type: 'structure' },
  stateMachineAliasArn: arn,
  stateMachineArn: arn,
  stateMachineVersionArn: longArn,
  stateName: text(80, 1),
  statusFilter: enumeration('RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'),
  tagKeys: { type: 'list' },
  tags: { type: 'list' },
  taskToken: text(2048, 1),
  toleratedFailureCount: { type: 'integer', min: 0 },
  toleratedFailurePercentage: { type: 'number', min: 0, max: 100 },
  traceHeader: text(256),
  tracingConfiguration: { type: 'structure' },
  type: enumeration('STANDARD', 'EXPRESS'),
  variables: secret(262_144),
  versionDescription: secret(256),
  workerName: text(80, 1),
};

const aliasName: Constraint = {
  type: 'string',
  min: 1,
  max: 80,
  pattern: '^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$',
};

/** Stricter constraints of single operations. */
export const ownConstraints: Readonly<Record<string, Readonly<Record<string, Constraint>>>> = {
  CreateStateMachineAlias: { name: aliasName },
  ValidateStateMachineDefinition: { maxResults: { type: 'integer', min: 0, max: 100 } },
};

/** The required members of each operation. */
export const requiredMembers: Readonly<Record<string, readonly string[]>> = {
  CreateActivity: ['name'],
  CreateStateMachine: ['name', 'definition', 'roleArn'],
  CreateStateMachineAlias: ['name', 'routingConfiguration'],
  DeleteActivity: ['activityArn'],
  DeleteStateMachine: ['stateMachineArn'],
  DeleteStateMachineAlias: ['stateMachineAliasArn'],
  DeleteStateMachineVersion: ['stateMachineVersionArn'],
  DescribeActivity: ['activityArn'],
  DescribeExecution: ['executionArn'],
  DescribeMapRun: ['mapRunArn'],
  DescribeStateMachine: ['stateMachineArn'],
  DescribeStateMachineAlias: ['stateMachineAliasArn'],
  DescribeStateMachineForExecution: ['executionArn'],
  GetActivityTask: ['activityArn'],
  GetExecutionHistory: ['executionArn'],
  ListMapRuns: ['executionArn'],
  ListStateMachineAliases: ['stateMachineArn'],
  ListStateMachineVersions: ['stateMachineArn'],
  ListTagsForResource: ['resourceArn'],
  PublishStateMachineVersion: ['stateMachineArn'],
  RedriveExecution: ['executionArn'],
  SendTaskFailure: ['taskToken'],
  SendTaskHeartbeat: ['taskToken'],
  SendTaskSuccess: ['taskToken', 'output'],
  StartExecution: ['stateMachineArn'],
  StartSyncExecution: ['stateMachineArn'],
  StopExecution: ['executionArn'],
  TagResource: ['resourceArn', 'tags'],
  TestState: ['definition'],
  UntagResource: ['resourceArn', 'tagKeys'],
  UpdateMapRun: ['mapRunArn'],
  UpdateStateMachine: ['stateMachineArn'],
  UpdateStateMachineAlias: ['stateMachineAliasArn'],
  ValidateStateMachineDefinition: ['definition'],
};
