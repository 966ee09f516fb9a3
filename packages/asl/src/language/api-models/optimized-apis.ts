/** The API behind an optimized integration, and how its arguments and results differ from those of the API. */
export interface OptimizedApi {
  /** As an AWS SDK integration names it: `sfn:startExecution`. Absent: no API has this operation. */
  readonly api?: string;
  /** Arguments that the API does not have, with their own members (`{}`: any JSON), or that are any JSON here. */
  readonly input?: ArgumentTree;
  readonly required?: readonly string[];
  /** Members of the result that are any JSON here. */
  readonly anyOutput?: readonly string[];
}

/** Names of arguments, with the names of their members. A list of strings: an enumeration. */
export interface ArgumentTree {
  readonly [name: string]: ArgumentTree | readonly string[];
}

const any: ArgumentTree = {};
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];

/** Services whose name in an optimized integration is not that of an AWS SDK integration. */
const sdkServices: Readonly<Record<string, string>> = {
  'emr-containers': 'emrcontainers',
  'emr-serverless': 'emrserverless',
  events: 'eventbridge',
  states: 'sfn',
};

/** Optimized integrations whose arguments or results are not those of the operation of the same name, each with its page. */
const differing: Readonly<Record<string, OptimizedApi>> = {
  // https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html
  'apigateway:invoke': {
    input: {
      ApiEndpoint: any,
      Method: methods,
      Headers: any,
      Stage: any,
      Path: any,
      QueryParameters: any,
      RequestBody: any,
      AllowNullValues: any,
      AuthType: ['NO_AUTH', 'IAM_ROLE', 'RESOURCE_POLICY'],
    },
    required: ['ApiEndpoint', 'Method'],
  },
  // https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html
  'bedrock:invokeModel': {
    api: 'bedrockruntime:invokeModel',
    input: { Input: { S3Uri: any }, Output: { S3Uri: any } },
    anyOutput: ['Body'],
  },
  // https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html
  'eks:call': {
    input: {
      ClusterName: any,
      CertificateAuthority: any,
      Endpoint: any,
      Method: methods,
      Path: any,
      QueryParameters: any,
      RequestBody: any,
    },
    required: ['ClusterName', 'CertificateAuthority', 'Endpoint', 'Method', 'Path'],
  },
  'eks:runJob': {
    input: {
      ClusterName: any,
      CertificateAuthority: any,
      Endpoint: any,
      Namespace: any,
      LogOptions: { RetrieveLogs: any, RawLogs: any, LogParameters: any },
      Job: any,
    },
    required: ['ClusterName', 'CertificateAuthority', 'Endpoint', 'Job'],
  },
  // https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html
  'elasticmapreduce:addStep': {
    input: { ClusterId: any, ExecutionRoleArn: any, Step: any },
    required: ['ClusterId', 'Step'],
  },
  'elasticmapreduce:cancelStep': { input: { ClusterId: any, StepId: any }, required: ['ClusterId', 'StepId'] },
  'elasticmapreduce:createCluster': { api: 'emr:runJobFlow' },
  'elasticmapreduce:modifyInstanceFleetByName': {
    input: { ClusterId: any, InstanceFleetName: any, InstanceFleet: any },
    required: ['ClusterId', 'InstanceFleetName', 'InstanceFleet'],
  },
  'elasticmapreduce:modifyInstanceGroupByName': {
    input: { ClusterId: any, InstanceGroupName: any, InstanceGroup: any },
    required: ['ClusterId', 'InstanceGroupName', 'InstanceGroup'],
  },
  'elasticmapreduce:setClusterTerminationProtection': {
    input: { ClusterId: any, TerminationProtected: any },
    required: ['ClusterId', 'TerminationProtected'],
  },
  'elasticmapreduce:terminateCluster': { input: { ClusterId: any }, required: ['ClusterId'] },
  // https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
  'http:invoke': {
    input: {
      ApiEndpoint: any,
      Method: methods,
      Authentication: { ConnectionArn: any },
      InvocationConfig: { ConnectionArn: any },
      Headers: any,
      QueryParameters: any,
      RequestBody: any,
      Transform: {
        RequestBodyEncoding: ['URL_ENCODED', 'NONE'],
        RequestEncodingOptions: { ArrayFormat: ['INDICES', 'REPEAT', 'COMMAS', 'BRACKETS'] },
      },
    },
    required: ['ApiEndpoint', 'Method'],
  },
  // https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
  'lambda:invoke': { api: 'lambda:invoke', anyOutput: ['Payload'] },
  // A ResultWriter: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
  's3:putObject': { input: { Bucket: any, Prefix: any }, required: ['Bucket'] },
};

/** The API behind an optimized integration. */
export function optimizedApi(service: string, operation: string): OptimizedApi {
  const key = `${service}:${operation}`;
  if (Object.hasOwn(differing, key)) return differing[key] as OptimizedApi;
  const sdkService = Object.hasOwn(sdkServices, service) ? sdkServices[service] : service;
  return { api: `${sdkService}:${operation}` };
}
