import type { ConverseAnswer, TokenUsage } from '../bedrock';
import { type BedrockJobsOptions, isOver, type KeptJobs } from '../bedrock-control';
import { messageOf } from '../message-of';
import { ServiceError, type Services, type Shape } from '../service';
import type { InvocationJob, InvocationStatus } from './invocation-job';
import { type InputFile, type InputRecord, readInput, writeOutput } from './job-objects';
import { converseRequestOf, modelOutputOf } from './messages-body';

/** Dependencies of jobs. */
export interface RunInvocationJobOptions extends Pick<BedrockJobsOptions, 'clock'> {
  readonly services: Services;
  readonly jobs: KeptJobs<InvocationJob>;
  readonly stepSeconds: number;
}

/** A running job: records its status, and ends if it is stopped or the process ends. */
class JobRun {
  constructor(
    private readonly jobId: string,
    private readonly options: RunInvocationJobOptions,
    readonly leaving: AbortSignal,
  ) {}

  /** Whether the job is still to be worked on. */
  get goesOn(): boolean {
    const job = this.options.jobs.find(this.jobId);
    return !this.leaving.aborted && job !== undefined && !isOver(job) && job.status !== 'Stopping';
  }

  /** Whether the process is leaving: the next one does all of it again. */
  get isLeft(): boolean {
    return this.leaving.aborted;
  }

  /** Records a status and waits for a moment, so that it can be observed. */
  async enter(status: InvocationStatus): Promise<void> {
    if (this.goesOn) this.note({ status });
    await this.options.clock.sleep(this.options.stepSeconds, this.leaving).catch(() => undefined);
  }

  note(change: Partial<InvocationJob>): void {
    const job = this.options.jobs.find(this.jobId);
    if (job !== undefined && !this.leaving.aborted) {
      this.options.jobs.put({ ...job, ...change, modifiedAt: this.options.clock.now() });
    }
  }

  /** A job that is being stopped ends as Stopped, with any result. */
  end(change: Partial<InvocationJob>): void {
    const isStopping = this.options.jobs.find(this.jobId)?.status === 'Stopping';
    this.note({ ...change, ...(isStopping ? { status: 'Stopped' } : {}), endedAt: this.options.clock.now() });
  }
}

/** Runs a job until it is over. A process that ends midway leaves it as it is. */
export async function runInvocationJob(
  jobId: string,
  options: RunInvocationJobOptions,
  leaving: AbortSignal,
): Promise<void> {
  const { jobs, services } = options;
  const job = jobs.find(jobId);
  if (job === undefined) return;
  const run = new JobRun(jobId, options, leaving);
  try {
    await run.enter('Submitted');
    await run.enter('Validating');
    const files = run.goesOn ? await readInput(services, job.request) : [];
    await run.enter('Scheduled');
    await run.enter('InProgress');
    await answerFiles(files, { job, services, run });
    run.end({ status: 'Completed' });
  } catch (error) {
    if (leaving.aborted) return;
    if (!(error instanceof ServiceError)) throw error;
    run.end({ status: 'Failed', message: messageOf(error) });
  }
}

interface Answering {
  readonly job: InvocationJob;
  readonly services: Services;
  readonly run: JobRun;
}

async function answerFiles(files: readonly InputFile[], answering: Answering): Promise<void> {
  const tally = new Tally(files.reduce((sum, { records }) => sum + records.length, 0));
  for (const { name, records } of files) {
    const lines: Shape[] = [];
    for (const [index, record] of records.entries()) {
      if (!answering.run.goesOn) break;
      lines.push(await answerRecord(record, index, answering, tally));
      if (index % 50 === 49) answering.run.note({ counts: tally.counts });
    }
    if (answering.run.isLeft) return;
    await writeOutput(answering.services, answering.job, { name: `${name}.out`, lines });
  }
  answering.run.note({ counts: tally.counts });
  const summary = { ...tally.counts, ...tally.tokens };
  await writeOutput(answering.services, answering.job, { name: 'manifest.json.out', lines: [summary] });
}

/** An error of a record does not end the job on AWS; missing permissions of the role do. */
async function answerRecord(
  { recordId, modelInput }: InputRecord,
  index: number,
  { job, services, run }: Answering,
  tally: Tally,
): Promise<Shape> {
  const { modelId, roleArn } = job.request;
  const line = { recordId: recordId ?? `R${String(index).padStart(10, '0')}`, modelInput };
  try {
    const request = converseRequestOf(modelInput, modelId);
    const answer = await services.call('bedrock', 'Converse', request, { kind: 'role', roleArn }, run.leaving);
    const { usage } = answer as ConverseAnswer;
    tally.answered(usage);
    return { ...line, modelOutput: modelOutputOf(answer as ConverseAnswer) };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.name === 'AccessDeniedException') throw error;
    tally.failed();
    return { ...line, error: { errorCode: error.statusCode, errorMessage: error.message } };
  }
}

/** Counts in manifest.json.out and GetModelInvocationJob. */
class Tally {
  private successes = 0;
  private errors = 0;
  private inputTokens: number | undefined = 0;
  private outputTokens: number | undefined = 0;

  constructor(private readonly total: number) {}

  answered({ inputTokens, outputTokens }: TokenUsage): void {
    this.successes += 1;
    this.inputTokens = sumOf(this.inputTokens, inputTokens);
    this.outputTokens = sumOf(this.outputTokens, outputTokens);
  }

  failed(): void {
    this.errors += 1;
  }

  get counts() {
    return {
      totalRecordCount: this.total,
      processedRecordCount: this.successes + this.errors,
      successRecordCount: this.successes,
      errorRecordCount: this.errors,
    };
  }

  /** A count that is unknown for one record is unknown for all, and left out. */
  get tokens(): Shape {
    return {
      ...(this.inputTokens === undefined ? {} : { inputTokenCount: this.inputTokens }),
      ...(this.outputTokens === undefined ? {} : { outputTokenCount: this.outputTokens }),
    };
  }
}

function sumOf(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}
