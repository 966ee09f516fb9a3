import { StatesError } from '@document-pipelines/asl/interpreter';
import { type EvaluateModelEvent, evaluateModel } from '../../../functions/evaluate-model/evaluate-model';
import {
  approvalIdOf,
  type RequestApprovalEvent,
  requestApproval,
} from '../../../functions/request-approval/request-approval';
import type { MachineDependencies, MachineScenario, MachineUnderFault } from '../machines/machine-under-fault';
import type { MachineWorld } from '../machines/machine-world';
import { reviewAskerOf, reviewFunctions } from '../world/functions/review-functions';
import { names } from '../world/names';
import { createScheduler } from '../world/services/scheduler';
import { filledDefinition } from './filled-definition';

interface TrainingScenario extends MachineScenario {
  /** How the job ends. */
  readonly jobEnds: 'Completed' | 'Failed';
  /** Nats a token. */
  readonly validationLoss: number;
  /** The person's decision and the rounds in which they answer; absent if they never answer. */
  readonly person?: { readonly decision: 'approve' | 'reject'; readonly rounds: readonly number[] };
}

const day = 86_400;
const plain = {
  input: {
    modelName: 'letters',
    version: 'v1',
    trainingDataUri: `s3://${names.results}/training.jsonl`,
    validationDataUri: `s3://${names.results}/validation.jsonl`,
  },
  jobEnds: 'Completed',
  validationLoss: 1.2,
  person: { decision: 'approve', rounds: [1, 2] },
} as const;
const { person: _anna, ...nobody } = plain;

const scenarios: readonly TrainingScenario[] = [
  { ...plain, name: 'approved', ends: ['PUBLISHED', 'ALREADY_TRAINED'] },
  { ...plain, name: 'refused', person: { decision: 'reject', rounds: [1, 2] }, ends: ['DECLINED', 'ALREADY_TRAINED'] },
  {
    ...plain,
    name: 'approved in the second round',
    person: { decision: 'approve', rounds: [2] },
    ends: ['PUBLISHED', 'ALREADY_TRAINED'],
    alsoUnderFault: ['request-approval'],
  },
  { ...plain, name: 'a loss above the threshold', validationLoss: 9, ends: ['DECLINED', 'ALREADY_TRAINED'] },
  { ...plain, name: 'a job that fails', jobEnds: 'Failed', ends: ['failed'] },
  { ...nobody, name: 'nobody decides', ends: ['failed'] },
  {
    ...plain,
    name: 'a job that is not heard of in time',
    trouble: { stateName: 'TrainModel', effect: { kind: 'silence', moment: 'before' } },
    ends: ['PUBLISHED', 'ALREADY_TRAINED'],
  },
  {
    ...plain,
    name: 'published and nobody heard of it',
    trouble: {
      stateName: 'PublishModel',
      effect: { kind: 'error', error: 'DynamoDB.SdkClientException', moment: 'after' },
    },
    ends: ['PUBLISHED', 'ALREADY_TRAINED'],
  },
];

/** Values that differ from those of the cases. */
const values = {
  BaseModelId: 'arn:aws:bedrock:us-east-1::foundation-model/base',
  TrainingTimeoutSeconds: 6 * 3_600,
  ApprovalTimeoutSeconds: 7 * day,
  MaxValidationLoss: 5,
  MinimumImprovement: 0.01,
} as const;

function dependencies(world: MachineWorld, scenario: TrainingScenario): MachineDependencies {
  const scheduler = createScheduler({
    clock: world.clock,
    effectOn: () => undefined,
    call: (event) => world.lambda.invokeAsynchronously('remind-reviewer', event, 'request'),
    beside: (work) => world.beside(work),
  });
  const bedrock = customization(world, scenario);
  return {
    functions: {
      ...reviewFunctions(scheduler.client),
      'evaluate-model': (event, { s3 }) => evaluateModel(event as EvaluateModelEvent, { s3, log }),
      'request-approval': (event, place) =>
        requestApproval(event as RequestApprovalEvent, reviewAskerOf(place, scheduler.client)),
    },
    services: bedrock.services,
    onMessage: (topicArn, message) => hear(world, scenario, { topicArn, message }),
    violations: ({ end }) => publicationViolations(world, end),
    duplicates: () => [
      ...(bedrock.paid() > world.records.length
        ? [`${bedrock.paid()} jobs were paid for in ${world.records.length} executions`]
        : []),
      ...(pointerMoves(world) > 1 ? ['the pointer to the published version moved twice'] : []),
    ],
  };
}

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The person answers the notice of their round a day later. */
function hear(
  world: MachineWorld,
  { person }: TrainingScenario,
  { topicArn, message }: { readonly topicArn: string; readonly message: string },
): void {
  if (person === undefined || (topicArn !== names.reviews && topicArn !== names.escalations)) return;
  const notice = JSON.parse(message) as { readonly round?: number; readonly reviewId?: string };
  if (!person.rounds.includes(notice.round ?? 0) || notice.reviewId !== approvalIdOf('letters', 'v1')) return;
  const decision = { reviewId: notice.reviewId, decision: person.decision, reviewer: 'anna' };
  world.beside(async () => {
    await world.clock.sleep(day);
    await world.lambda.invoke('review-decision', decision, 'request').catch(() => undefined);
  });
}

/** The version in the notice is the one that the pointer names, and vice versa. */
function publicationViolations({ stores }: MachineWorld, end: string): string[] {
  const pointer = stores.raw.rows.get(`${names.models}/letters/current`);
  const row = stores.raw.rows.get(`${names.models}/letters/v1`);
  const isPublished = pointer?.['publishedVersion']?.S === 'v1';
  const isTold = (stores.raw.topics.get(names.publishedModels) ?? []).length > 0;
  return [
    ...(end === 'PUBLISHED' && !isPublished ? ['it ended PUBLISHED and the pointer names another version'] : []),
    ...(end === 'DECLINED' && isPublished ? ['it ended DECLINED and the pointer names it'] : []),
    ...(isTold && !isPublished ? ['somebody was told of a version that is not published'] : []),
    ...(end === 'PUBLISHED' && row?.['status']?.S !== 'PUBLISHED' ? [`its row says ${row?.['status']?.S}`] : []),
  ];
}

function pointerMoves({ stores }: MachineWorld): number {
  const moves = stores.raw.rowWrites.filter(
    ({ name, row, before }) =>
      name === `${names.models}/letters/current` && row['publishedVersion']?.S !== before?.['publishedVersion']?.S,
  );
  return moves.length;
}

const trainingSeconds = 2 * 3_600;

/** Bedrock's customization jobs: one for a name; two hours long, and then with its metrics in the bucket. */
function customization(world: MachineWorld, { jobEnds, validationLoss }: TrainingScenario) {
  const jobs = new Map<string, { readonly id: string; readonly endsAt: number; isStopped: boolean }>();
  let paid = 0;
  const services: MachineDependencies['services'] = {
    'bedrock:createModelCustomizationJob': async ({ JobName, OutputDataConfig: config }) => {
      const name = String(JobName);
      const known = jobs.get(name);
      const job = known ?? {
        id: `job-${++paid}`,
        endsAt: world.clock.now() + trainingSeconds * 1000,
        isStopped: false,
      };
      jobs.set(name, job);
      await world.clock.sleep(Math.max(0, (job.endsAt - world.clock.now()) / 1000));
      if (job.isStopped || jobEnds === 'Failed')
        throw new StatesError('States.TaskFailed', JSON.stringify({ Status: job.isStopped ? 'Stopped' : 'Failed' }));
      const { S3Uri: uri } = config as { S3Uri: string };
      writeMetrics(world, `${uri.replace('s3://', '')}/model-customization-job-${job.id}`, validationLoss);
      return {
        JobArn: `arn:aws:bedrock:us-east-1:123456789012:model-customization-job/${job.id}`,
        OutputModelArn: `arn:aws:bedrock:us-east-1:123456789012:custom-model/base/${job.id}`,
        Status: 'Completed',
      };
    },
    'bedrock:stopModelCustomizationJob': async ({ JobIdentifier }) => {
      const job = jobs.get(String(JobIdentifier));
      if (job === undefined || job.endsAt <= world.clock.now())
        throw new StatesError('Bedrock.ValidationException', 'the job is not running');
      job.isStopped = true;
      return {};
    },
  };
  return { services, paid: () => paid };
}

function writeMetrics({ stores }: MachineWorld, folder: string, loss: number): void {
  const put = (path: string, text: string): void => void stores.objects.set(`${folder}/${path}`, Buffer.from(text));
  put('training_artifacts/step_wise_training_metrics.csv', 'step_number,training_loss\n1,1.5\n2,1.1\n');
  put(
    'validation_artifacts/post_fine_tuning_validation/validation_metrics.csv',
    `step_number,validation_loss\n2,${loss}\n`,
  );
}

/** train-model: no job is paid for twice in an execution, and the pointer to what is published moves once at most. */
export const trainModel: MachineUnderFault<TrainingScenario> = {
  name: 'train-model',
  definition: (attempts) => filledDefinition('train-model', values, attempts),
  scenarios,
  // A job that took too long is stopped, and a person decides first: it costs by the hour.
  buriesSilenceOf: ['TrainModel'],
  dependencies,
};
