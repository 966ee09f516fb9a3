import { regionalArn } from '../deployment-target';
import { arns, pascalCase } from '../grant';
import { resourcesNamed } from '../task-call';
import { type IntegrationRule, type IntegrationRules, waitsForJob } from './rule';
import { managedRule, passRole } from './shared-grants';

interface SageMakerJob {
  /** As used in actions: `TrainingJob`. */
  readonly type: string;
  readonly nameArgument: string;
  /** As used in ARNs: `training-job`. */
  readonly resource: string;
  /** The word in the managed rule's name: `Training`. */
  readonly rule: string;
  readonly role: readonly string[];
}

const jobs: Readonly<Record<string, SageMakerJob>> = {
  'sagemaker:createTrainingJob': {
    type: 'TrainingJob',
    nameArgument: 'TrainingJobName',
    resource: 'training-job',
    rule: 'Training',
    role: ['RoleArn'],
  },
  'sagemaker:createTransformJob': {
    type: 'TransformJob',
    nameArgument: 'TransformJobName',
    resource: 'transform-job',
    rule: 'Transform',
    role: [],
  },
  'sagemaker:createHyperParameterTuningJob': {
    type: 'HyperParameterTuningJob',
    nameArgument: 'HyperParameterTuningJobName',
    resource: 'hyper-parameter-tuning-job',
    rule: 'Tuning',
    role: ['TrainingJobDefinition', 'RoleArn'],
  },
  'sagemaker:createProcessingJob': {
    type: 'ProcessingJob',
    nameArgument: 'ProcessingJobName',
    resource: 'processing-job',
    rule: 'Processing',
    role: ['RoleArn'],
  },
  'sagemaker:createLabelingJob': {
    type: 'LabelingJob',
    nameArgument: 'LabelingJobName',
    resource: 'labeling-job',
    rule: 'Labeling',
    role: ['RoleArn'],
  },
};

const resources: Readonly<Record<string, readonly [nameArgument: string, resource: string]>> = {
  'sagemaker:createModel': ['ModelName', 'model'],
  'sagemaker:createEndpointConfig': ['EndpointConfigName', 'endpoint-config'],
  'sagemaker:createEndpoint': ['EndpointName', 'endpoint'],
  'sagemaker:updateEndpoint': ['EndpointName', 'endpoint'],
};

/** SageMaker: https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html */
export const sagemakerRules: IntegrationRules = {
  ...Object.fromEntries(Object.entries(jobs).map(([key, job]) => [key, jobRule(job)])),
  ...Object.fromEntries(
    Object.entries(resources).map(([key, [name, resource]]) => [key, resourceRule(name, resource)]),
  ),
};

function jobRule({ type, nameArgument, resource, rule, role }: SageMakerJob): IntegrationRule {
  return (call) => {
    const job = resourcesNamed(call.arguments.value(nameArgument), (name) =>
      regionalArn(call.target, 'sagemaker', `${resource}/${name}`),
    );
    const watching = {
      actions: [`sagemaker:Describe${type}`, `sagemaker:Stop${type}`, 'sagemaker:AddTags'],
      resources: job,
    };
    return [
      { actions: [`sagemaker:Create${type}`], resources: job },
      ...(role.length === 0 ? [] : [passRole(call.target, call.arguments.value(...role), 'sagemaker.amazonaws.com')]),
      ...(waitsForJob(call) ? [watching, managedRule(call, `StepFunctionsGetEventsForSageMaker${rule}JobsRule`)] : []),
    ];
  };
}

function resourceRule(nameArgument: string, resource: string): IntegrationRule {
  return (call) => {
    const { target, arguments: given, operation } = call;
    const made = resourcesNamed(given.value(nameArgument), (name) =>
      regionalArn(target, 'sagemaker', `${resource}/${name}`),
    );
    const config = operation.endsWith('Endpoint')
      ? resourcesNamed(given.value('EndpointConfigName'), (name) =>
          regionalArn(target, 'sagemaker', `endpoint-config/${name}`),
        )
      : undefined;
    const all = [made, config].flatMap((each) => (each?.kind === 'arns' ? each.arns : []));
    const role =
      operation === 'createModel' ? [passRole(target, given.value('ExecutionRoleArn'), 'sagemaker.amazonaws.com')] : [];
    return [{ actions: [`sagemaker:${pascalCase(operation)}`], resources: arns(all) }, ...role];
  };
}
