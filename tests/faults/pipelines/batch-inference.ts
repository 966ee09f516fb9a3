import { type JoinInferenceEvent, joinInference } from '../../../functions/join-inference/join-inference';
import { type PrepareInferenceEvent, prepareInference } from '../../../functions/prepare-inference/prepare-inference';
import { serviceError } from '../../fakes/fake-client';
import type { MachineDependencies, MachineScenario, MachineUnderFault } from '../machines/machine-under-fault';
import type { MachineWorld } from '../machines/machine-world';
import { names } from '../world/names';
import { filledDefinition } from './filled-definition';

interface InferenceScenario extends MachineScenario {
  /** How the job ends, in Bedrock's words. */
  readonly jobEnds: string;
  /** Whether the job has an output for a document. */
  readonly isAnswered: (documentId: string) => boolean;
}

const documentIds = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
const plain = {
  input: { name: 'letters', manifestUri: `s3://${names.results}/manifests/letters.jsonl` },
  isAnswered: () => true,
};

const scenarios: readonly InferenceScenario[] = [
  { ...plain, name: 'a job that answers everything', jobEnds: 'Completed', ends: ['COMPLETED'] },
  {
    ...plain,
    name: 'a job that answers some',
    jobEnds: 'PartiallyCompleted',
    isAnswered: (documentId) => documentId.startsWith('a'),
    ends: ['PARTIALLY_COMPLETED'],
    alsoUnderFault: ['join-inference'],
  },
  // Before those whose redrives look for the job as well: FindJob is put under fault in a first execution.
  {
    ...plain,
    name: 'a start that was heard of by nobody',
    jobEnds: 'Completed',
    ends: ['COMPLETED'],
    trouble: { stateName: 'StartJob', effect: { kind: 'answer', answer: {} } },
  },
  { ...plain, name: 'a job that fails', jobEnds: 'Failed', isAnswered: () => false, ends: ['failed'] },
  { ...plain, name: 'a job that expires', jobEnds: 'Expired', isAnswered: () => false, ends: ['failed'] },
];

/** Values that differ from those of the cases. */
const values = {
  JobRoleArn: 'arn:aws:iam::123456789012:role/jobs',
  JobNamePrefix: 'test-',
  ModelId: 'model',
  PollFirstSeconds: 60,
  PollMaxSeconds: 900,
  MaxPolls: 110,
} as const;

function dependencies(world: MachineWorld, scenario: InferenceScenario): MachineDependencies {
  for (const documentId of documentIds)
    world.stores.objects.set(`${names.results}/${documentId}/text.txt`, Buffer.from('Dear Sir'));
  const manifest = documentIds.map((documentId) => JSON.stringify({ documentId })).join('\n');
  world.stores.objects.set(`${names.results}/manifests/letters.jsonl`, Buffer.from(manifest));
  const jobs = bedrockJobs(world, scenario);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const bounds = { minRecords: 2, maxRecords: 100, maxRecordsPerFile: 100, maxBytesPerFile: 1e6, maxTextBytes: 1e5 };
  return {
    functions: {
      'prepare-inference': (event, { s3 }) =>
        prepareInference(event as PrepareInferenceEvent, {
          log,
          results: { s3, bucketName: names.results },
          redactedKinds: [],
          bounds,
        }),
      'join-inference': (event, { s3 }) =>
        joinInference(event as JoinInferenceEvent, { log, results: { s3, bucketName: names.results } }),
    },
    services: jobs.services,
    violations: ({ end }) => (end.endsWith('COMPLETED') ? unanswered(world, scenario) : []),
    duplicates: () => [
      ...(jobs.started() > 1 ? [`${jobs.started()} jobs were paid for`] : []),
      ...answeredTwice(world),
    ],
  };
}

/** Each document has its answer, or is in the list of those without one. */
function unanswered({ stores }: MachineWorld, { isAnswered }: InferenceScenario): string[] {
  const listed = stores.objects.get(`${names.results}/inference/letters/unanswered.jsonl`)?.toString() ?? '';
  return documentIds.flatMap((documentId) => {
    const isThere = stores.objects.has(`${names.results}/${documentId}/inference.json`);
    if (isThere !== isAnswered(documentId)) return [`${documentId.slice(0, 4)} has ${isThere ? 'an' : 'no'} answer`];
    return isThere || listed.includes(documentId) ? [] : [`${documentId.slice(0, 4)} is neither answered nor listed`];
  });
}

function answeredTwice({ stores }: MachineWorld): string[] {
  const written = stores.raw.objectWrites.filter(({ name }) => name.endsWith('/inference.json'));
  const seen = new Set<string>();
  return written.flatMap(({ name }) => (seen.size === seen.add(name).size ? [`${name} was written twice`] : []));
}

const jobSeconds = 3 * 3_600;

/** Bedrock's batch jobs: one for a name; it has ended three hours later. */
function bedrockJobs(world: MachineWorld, { jobEnds, isAnswered }: InferenceScenario) {
  const jobs = new Map<string, { readonly arn: string; readonly endsAt: number; readonly output: string }>();
  let started = 0;
  const end = ({ arn, output }: { readonly arn: string; readonly output: string }): void => {
    const lines = documentIds.filter(isAnswered).map((recordId) => JSON.stringify({ recordId, modelOutput }));
    const folder = `${output.replace('s3://', '')}${arn.split('/').at(-1)}/`;
    world.stores.objects.set(`${folder}0001.jsonl.out`, Buffer.from(lines.join('\n')));
  };
  const services: MachineDependencies['services'] = {
    'bedrock:createModelInvocationJob': async ({ JobName, OutputDataConfig: config }) => {
      if (jobs.has(String(JobName))) throw serviceError('ConflictException', 'the name is taken');
      const output = (config as { S3OutputDataConfig: { S3Uri: string } }).S3OutputDataConfig.S3Uri;
      const arn = `arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/job-${++started}`;
      jobs.set(String(JobName), { arn, endsAt: world.clock.now() + jobSeconds * 1000, output });
      return { JobArn: arn };
    },
    'bedrock:listModelInvocationJobs': async () => ({
      InvocationJobSummaries: [...jobs].map(([JobName, { arn }]) => ({ JobName, JobArn: arn })),
    }),
    'bedrock:getModelInvocationJob': async ({ JobIdentifier }) => {
      const job = [...jobs.values()].find(({ arn }) => arn === JobIdentifier);
      if (job === undefined) throw serviceError('ResourceNotFoundException', String(JobIdentifier));
      if (world.clock.now() < job.endsAt) return { Status: 'InProgress', Message: '' };
      end(job);
      return { Status: jobEnds, Message: `it has ${jobEnds}` };
    },
  };
  return { services, started: () => started };
}

const modelOutput = {
  stop_reason: 'tool_use',
  content: [
    {
      type: 'tool_use',
      name: 'record_document',
      input: { documentType: 'letter', confidence: 0.9, fields: { title: 'Dear Sir' } },
    },
  ],
};

/** batch-inference: exactly one job is paid for under any fault, and every document has an answer or is listed. */
export const batchInference: MachineUnderFault<InferenceScenario> = {
  name: 'batch-inference',
  definition: (attempts) => filledDefinition('batch-inference', values, attempts),
  scenarios,
  dependencies,
};
