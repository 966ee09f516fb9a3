import { regionalArn } from '../deployment-target';
import { arns, type Grant, pascalCase } from '../grant';
import { resourcesNamed, type ServiceCall } from '../task-call';
import { type IntegrationRule, type IntegrationRules, waitsForJob } from './rule';
import { managedRule, passRole } from './shared-grants';

interface ClusterOperation {
  readonly actions: readonly string[];
  /** What `.sync` needs in addition. */
  readonly watching?: readonly string[];
  /** The ARN's end; `{X}` is replaced by the argument X. */
  readonly resource: string;
  /** Arguments that hand a role over, and the service that gets it. */
  readonly roles?: readonly string[];
  readonly passedTo?: string;
  readonly rule?: string;
}

const emr = 'elasticmapreduce';
const containers = 'emr-containers';
const serverless = 'emr-serverless';
const serverlessApplication = '/applications/{ApplicationId}';
const serverlessRule = 'StepFunctionsGetEventsForEMRServerlessApplicationRule';

/** EMR, EKS and what runs on them: https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html and -eks.html */
const operations: Readonly<Record<string, ClusterOperation>> = {
  [`${emr}:createCluster`]: {
    actions: ['RunJobFlow'],
    watching: ['DescribeCluster', 'TerminateJobFlows'],
    resource: 'cluster/*',
    roles: ['ServiceRole', 'JobFlowRole', 'AutoScalingRole'],
    rule: 'StepFunctionsGetEventForEMRRunJobFlowRule',
  },
  [`${emr}:setClusterTerminationProtection`]: {
    actions: ['SetTerminationProtection'],
    resource: 'cluster/{ClusterId}',
  },
  [`${emr}:terminateCluster`]: {
    actions: ['TerminateJobFlows'],
    watching: ['DescribeCluster'],
    resource: 'cluster/{ClusterId}',
    rule: 'StepFunctionsGetEventForEMRTerminateJobFlowsRule',
  },
  [`${emr}:addStep`]: {
    actions: ['AddJobFlowSteps'],
    watching: ['DescribeStep', 'CancelSteps'],
    resource: 'cluster/{ClusterId}',
    rule: 'StepFunctionsGetEventForEMRAddJobFlowStepsRule',
  },
  [`${emr}:cancelStep`]: { actions: ['CancelSteps'], resource: 'cluster/{ClusterId}' },
  [`${emr}:modifyInstanceFleetByName`]: {
    actions: ['ModifyInstanceFleet', 'ListInstanceFleets'],
    resource: 'cluster/{ClusterId}',
  },
  [`${emr}:modifyInstanceGroupByName`]: {
    actions: ['ModifyInstanceGroups', 'ListInstanceGroups'],
    resource: 'cluster/{ClusterId}',
  },
  [`${containers}:createVirtualCluster`]: { actions: ['CreateVirtualCluster'], resource: '/virtualclusters/*' },
  [`${containers}:deleteVirtualCluster`]: {
    actions: ['DeleteVirtualCluster'],
    watching: ['DescribeVirtualCluster'],
    resource: '/virtualclusters/{Id}',
  },
  [`${containers}:startJobRun`]: {
    actions: ['StartJobRun'],
    watching: ['DescribeJobRun', 'CancelJobRun'],
    resource: '/virtualclusters/{VirtualClusterId}*',
  },
  [`${serverless}:createApplication`]: {
    actions: ['CreateApplication'],
    watching: ['GetApplication', 'DeleteApplication'],
    resource: '/*',
    rule: serverlessRule,
  },
  [`${serverless}:startApplication`]: {
    actions: ['StartApplication'],
    watching: ['GetApplication', 'StopApplication'],
    resource: serverlessApplication,
    rule: serverlessRule,
  },
  [`${serverless}:stopApplication`]: {
    actions: ['StopApplication'],
    watching: ['GetApplication'],
    resource: serverlessApplication,
    rule: serverlessRule,
  },
  [`${serverless}:deleteApplication`]: {
    actions: ['DeleteApplication'],
    watching: ['GetApplication'],
    resource: serverlessApplication,
    rule: serverlessRule,
  },
  [`${serverless}:startJobRun`]: {
    actions: ['StartJobRun'],
    watching: ['GetJobRun', 'CancelJobRun'],
    resource: `${serverlessApplication}*`,
    roles: ['ExecutionRoleArn'],
    passedTo: 'emr-serverless.amazonaws.com',
    rule: 'StepFunctionsGetEventsForEMRServerlessJobRule',
  },
  [`${serverless}:cancelJobRun`]: {
    actions: ['CancelJobRun'],
    watching: ['GetJobRun'],
    resource: `${serverlessApplication}/jobruns/{JobRunId}`,
    rule: 'StepFunctionsGetEventsForEMRServerlessJobRule',
  },
  'eks:createCluster': {
    actions: ['CreateCluster'],
    watching: ['DescribeCluster', 'DeleteCluster'],
    resource: 'cluster/{Name}',
    roles: ['RoleArn'],
    passedTo: 'eks.amazonaws.com',
  },
  'eks:deleteCluster': { actions: ['DeleteCluster'], watching: ['DescribeCluster'], resource: 'cluster/{Name}' },
  'eks:createNodegroup': {
    actions: ['CreateNodegroup'],
    watching: ['DescribeNodegroup', 'DeleteNodegroup'],
    resource: '*/{ClusterName}*',
    roles: ['NodeRole'],
    passedTo: 'eks.amazonaws.com',
  },
  'eks:deleteNodegroup': {
    actions: ['DeleteNodegroup'],
    watching: ['DescribeNodegroup'],
    resource: 'nodegroup/{ClusterName}/{NodegroupName}/*',
  },
  'eks:createFargateProfile': {
    actions: ['CreateFargateProfile'],
    watching: ['DescribeFargateProfile', 'DeleteFargateProfile'],
    resource: '*/{ClusterName}*',
    roles: ['PodExecutionRoleArn'],
    passedTo: 'eks-fargate-pods.amazonaws.com',
  },
  'eks:deleteFargateProfile': {
    actions: ['DeleteFargateProfile'],
    watching: ['DescribeFargateProfile'],
    resource: 'fargateprofile/{ClusterName}/{FargateProfileName}/*',
  },
};

/**
 * `eks:call` and `eks:runJob` call the cluster itself, whose own access rules decide: the role needs no IAM permission.
 */
export const clusterRules: IntegrationRules = {
  ...Object.fromEntries(Object.entries(operations).map(([key, operation]) => [key, ruleOf(operation)])),
  'eks:call': () => [],
  'eks:runJob': () => [],
};

function ruleOf({ actions, watching = [], resource, roles = [], passedTo, rule }: ClusterOperation): IntegrationRule {
  return (call) => {
    const waits = waitsForJob(call);
    const all = [...actions, ...(waits ? watching : [])].map((action) => `${call.service}:${pascalCase(action)}`);
    const grant: Grant = {
      actions: all,
      resources: arns([regionalArn(call.target, call.service, fill(resource, call))]),
    };
    const passed = roles
      .filter((role) => call.arguments.has(role))
      .map((role) => passRole(call.target, call.arguments.value(role), passedTo));
    return [grant, ...passed, ...(waits && rule !== undefined ? [managedRule(call, rule)] : [])];
  };
}

function fill(resource: string, { arguments: given }: ServiceCall): string {
  const filled = resource.replace(/\{(\w+)\}/g, (_, argument: string) => {
    const named = resourcesNamed(given.value(argument), (name) => name);
    return named.kind === 'arns' ? (named.arns[0] ?? '*') : '*';
  });
  return filled.replace(/\*+/g, '*');
}
