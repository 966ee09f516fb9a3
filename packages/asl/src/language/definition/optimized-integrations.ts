/** What an optimized integration can do beyond a plain call. */
export interface OptimizedIntegration {
  readonly sync: boolean;
  readonly waitForTaskToken: boolean;
}

const call: OptimizedIntegration = { sync: false, waitForTaskToken: false };
const job: OptimizedIntegration = { sync: true, waitForTaskToken: false };
const callback: OptimizedIntegration = { sync: false, waitForTaskToken: true };
const both: OptimizedIntegration = { sync: true, waitForTaskToken: true };

/**
 * The optimized integrations by `service:operation`:
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html.
 * Every other call goes through `aws-sdk:service:operation`.
 */
export const optimizedIntegrations: Readonly<Record<string, OptimizedIntegration>> = {
  'apigateway:invoke': callback,
  'athena:getQueryExecution': call,
  'athena:getQueryResults': call,
  'athena:startQueryExecution': job,
  'athena:stopQueryExecution': call,
  'batch:submitJob': job,
  'bedrock:createModelCustomizationJob': job,
  'bedrock:invokeModel': callback,
  'codebuild:batchDeleteBuilds': call,
  'codebuild:batchGetReports': call,
  'codebuild:deleteBuildBatch': call,
  'codebuild:retryBuildBatch': job,
  'codebuild:startBuild': job,
  'codebuild:startBuildBatch': job,
  'codebuild:stopBuild': call,
  'codebuild:stopBuildBatch': call,
  'databrew:startJobRun': job,
  'dynamodb:deleteItem': call,
  'dynamodb:getItem': call,
  'dynamodb:putItem': call,
  'dynamodb:updateItem': call,
  'ecs:runTask': both,
  'eks:call': call,
  'eks:createCluster': job,
  'eks:createFargateProfile': job,
  'eks:createNodegroup': job,
  'eks:deleteCluster': job,
  'eks:deleteFargateProfile': job,
  'eks:deleteNodegroup': job,
  'eks:runJob': job,
  'elasticmapreduce:addStep': job,
  'elasticmapreduce:cancelStep': call,
  'elasticmapreduce:createCluster': job,
  'elasticmapreduce:modifyInstanceFleetByName': call,
  'elasticmapreduce:modifyInstanceGroupByName': call,
  'elasticmapreduce:setClusterTerminationProtection': call,
  'elasticmapreduce:terminateCluster': job,
  'emr-containers:createVirtualCluster': call,
  'emr-containers:deleteVirtualCluster': job,
  'emr-containers:startJobRun': job,
  'emr-serverless:cancelJobRun': job,
  'emr-serverless:createApplication': job,
  'emr-serverless:deleteApplication': job,
  'emr-serverless:startApplication': job,
  'emr-serverless:startJobRun': job,
  'emr-serverless:stopApplication': job,
  'events:putEvents': callback,
  'glue:startJobRun': job,
  'http:invoke': call,
  'lambda:invoke': callback,
  'mediaconvert:createJob': job,
  'sagemaker:createEndpoint': call,
  'sagemaker:createEndpointConfig': call,
  'sagemaker:createHyperParameterTuningJob': job,
  'sagemaker:createLabelingJob': job,
  'sagemaker:createModel': call,
  'sagemaker:createProcessingJob': job,
  'sagemaker:createTrainingJob': job,
  'sagemaker:createTransformJob': job,
  'sagemaker:updateEndpoint': call,
  'sns:publish': callback,
  'sqs:sendMessage': callback,
  'states:startExecution': both,
};
