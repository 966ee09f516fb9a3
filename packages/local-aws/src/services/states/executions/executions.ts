import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '@document-pipelines/asl/definition';
import {
  type ExecutionRecord,
  redriveExecution,
  redriveStatusOf,
  resumeExecution,
  startExecution,
} from '@document-pipelines/asl/interpreter';
import { ServiceError } from '../../service';
import {
  checkName,
  type ExecutionReference,
  executionArn,
  executionReference,
  standardExecutionReference,
  stateMachineReference,
} from '../arns';
import type { ResolvedStateMachine } from '../machines/state-machine-registry';
import type { ExecutionArchive, ExecutionOrigin, ExecutionSnapshot, KeptExecution } from './archive/execution-archive';
import { executionDependencies } from './execution-dependencies';
import { ExecutionLists, type ListedExecution } from './execution-lists';
import type { ExecutionsOptions } from './executions-options';
import { type FollowedExecution, type LiveExecution, LiveExecutions } from './live-executions';
import { MapRuns } from './map-runs';
import { publishStatusChange } from './publish-status-change';

/** Input and name of a new execution. */
export interface StartExecutionRequest {
  readonly machine: ResolvedStateMachine;
  readonly input: Json;
  readonly name?: string;
  readonly testCase?: string;
}

/** The executions there are: those that run here, and the records of all others. */
export class Executions {
  readonly mapRuns: MapRuns;
  readonly archive: ExecutionArchive;
  readonly lists: ExecutionLists;
  private readonly liveExecutions = new LiveExecutions();
  /** Ends that have not been published yet. */
  private readonly ending = new Set<Promise<void>>();
  private readonly redriveTokens = new Map<string, string>();
  private closing = false;

  constructor(readonly options: ExecutionsOptions) {
    this.archive = options.archive;
    this.lists = new ExecutionLists({ archive: this.archive, find: (reference) => this.listed(reference) });
    this.mapRuns = new MapRuns(this.lists);
  }

  /** As StartExecution: with the name and input of a RUNNING one, returns that one. Resolves when the record is saved. */
  async start(request: StartExecutionRequest): Promise<ExecutionSnapshot> {
    const { machine, input, name = randomUUID() } = request;
    const { entry } = machine;
    const reference = stateMachineReference(entry.stateMachineArn);
    const arn = executionArn(reference, checkName(name), entry.type === 'EXPRESS' ? randomUUID() : undefined);
    const existing = this.find(executionReference(arn));
    if (existing !== undefined) return sameExecution(existing, input);
    const { running, kept } = this.begin({ ...request, name }, arn);
    const record = running.record();
    const begun = kept
      .save(record)
      .then(() => publishStatusChange(this.options, kept, { ...record, status: 'RUNNING' }));
    this.follow({ running, kept, begun });
    await begun;
    return record;
  }

  /** As StartSyncExecution: an Express execution, awaited. */
  async startSync(request: StartExecutionRequest): Promise<ExecutionRecord> {
    const { machine, name = randomUUID() } = request;
    const arn = executionArn(stateMachineReference(machine.entry.stateMachineArn), checkName(name), randomUUID());
    const { running, kept } = this.begin({ ...request, name }, arn);
    this.follow({ running, kept, begun: kept.save(running.record()) });
    return running.result;
  }

  /**
   * Resumes every RUNNING execution of an earlier process, and publishes its pending status changes. Returns the number of resumed
   * executions.
   */
  async resume(): Promise<number> {
    let resumed = 0;
    for (const kept of this.archive.machineNames().flatMap((name) => this.lists.readAll(name))) {
      const { summary } = kept;
      if (this.liveExecutions.get(summary.executionArn) !== undefined) continue;
      if (summary.status === 'RUNNING') {
        this.resumeOne(kept);
        resumed += 1;
      } else if (kept.announced !== summary.status) {
        await this.announceEnd(kept, summary);
      }
    }
    return resumed;
  }

  /** As RedriveExecution; the same client token is the same redrive. Throws ExecutionNotRedrivable. */
  async redrive(arn: unknown, clientToken?: string): Promise<ExecutionSnapshot> {
    const reference = standardExecutionReference(arn);
    const { executionArn: redriven } = reference;
    const live = this.liveExecutions.get(redriven);
    if (live !== undefined && live.running.record().status !== 'RUNNING') await live.ended;
    const { record, kept } = this.describe(redriven);
    if (clientToken !== undefined && this.redriveTokens.get(redriven) === clientToken) return record;
    const now = this.options.clock.now();
    const { redriveStatus, redriveStatusReason } = redriveStatusOf(record, now);
    if (redriveStatus !== 'REDRIVABLE')
      throw new ServiceError(
        'ExecutionNotRedrivable',
        redriveStatusReason ?? 'Use RedriveExecution on the Map Run parent execution to redrive',
      );
    if (clientToken !== undefined) this.redriveTokens.set(redriven, clientToken);
    const running = redriveExecution(kept.prepareToResume(), executionDependencies(this, reference, kept));
    const begun = kept
      .save(running.record())
      .then(() => publishStatusChange(this.options, kept, { ...running.record(), status: 'RUNNING' }));
    this.follow({ running, kept, begun });
    return running.record();
  }

  /** Returns the record with its history. Throws ExecutionDoesNotExist. */
  describe(arn: unknown): { readonly record: ExecutionRecord; readonly kept: KeptExecution } {
    const reference = executionReference(arn);
    const live = this.liveExecutions.get(reference.executionArn);
    if (live !== undefined) return { record: live.running.record(), kept: live.kept };
    const kept = this.archive.open(reference) ?? fail(doesNotExist(reference.executionArn));
    return { record: kept.read(), kept };
  }

  /** Returns all executions of a machine, or of the children of its Distributed Map, newest first. */
  list(stateMachineName: string): readonly (ExecutionSnapshot & { readonly origin: ExecutionOrigin })[] {
    return this.archive
      .list(stateMachineName)
      .map((kept) => ({ ...this.snapshot(kept), origin: kept.origin }))
      .sort((a, b) => b.startDate - a.startDate || a.name.localeCompare(b.name));
  }

  /** Those that run in this process. */
  running(): readonly ExecutionSnapshot[] {
    return this.liveExecutions.all().map(({ running }) => running.record());
  }

  /** One that runs in this process. */
  live(arn: string): LiveExecution | undefined {
    return this.liveExecutions.get(arn);
  }

  /** Whether the end of an execution is still being written or published. */
  get isEnding(): boolean {
    return this.ending.size > 0 || this.running().some(({ status }) => status !== 'RUNNING');
  }

  /** Resolves when an execution has ended, or is not known. */
  async ended(arn: string): Promise<void> {
    const live = await this.takenUp(executionReference(arn));
    await live?.running.result;
  }

  /** As StopExecution: has no effect on an execution that has ended. */
  async stop(arn: unknown, reason: { readonly error?: string; readonly cause?: string }): Promise<ExecutionSnapshot> {
    const live = await this.takenUp(executionReference(arn));
    if (live === undefined) return this.describe(arn).record;
    live.running.stop(reason);
    return live.running.result;
  }

  /** A deleted machine's executions end, and their records go. */
  async removeMachine(name: string): Promise<void> {
    const belongs = ({ stateMachineName }: ExecutionSnapshot): boolean => stateMachineName === name;
    const running = this.running().filter(belongs);
    await Promise.all(running.map(({ executionArn: arn }) => this.stop(arn, {})));
    await Promise.allSettled(this.ending);
    this.archive.remove(name);
    this.lists.removeMachine(name);
  }

  /** Stops what runs where it is, at once: it stays RUNNING on disk. */
  abandon(): void {
    this.closing = true;
    for (const { running } of this.liveExecutions.all()) running.abandon();
  }

  /** The process is leaving: what runs stays RUNNING on disk. */
  async close(): Promise<void> {
    this.abandon();
    await Promise.allSettled(this.liveExecutions.all().map(({ kept }) => kept.settled()));
    await Promise.allSettled(this.ending);
  }

  /** Returns the record of an execution, running or ended. */
  find(reference: ExecutionReference): ExecutionSnapshot | undefined {
    return this.listed(reference)?.snapshot;
  }

  /** Saves and publishes the end of an execution that was started. */
  follow(live: LiveExecution): void {
    const { executionArn: arn } = live.running;
    const { origin } = live.kept;
    this.lists.put(live.running.record(), origin);
    const ended = live.running.result.then(async (record) => {
      this.lists.put(record, origin);
      const end = this.end(live, record).catch((error) => this.options.onDefect?.(`${arn}: ${String(error)}`, error));
      this.ending.add(end);
      await end;
      this.ending.delete(end);
    });
    this.liveExecutions.put({ ...live, ended });
  }

  /** Publishes that a child of a Distributed Map has begun. */
  announceBeginning(kept: KeptExecution, record: ExecutionSnapshot): Promise<unknown> {
    return publishStatusChange(this.options, kept, { ...record, status: 'RUNNING' });
  }

  /** Returns one that has not ended, as soon as this process continues it; undefined if it has ended, or is not known. */
  private async takenUp(reference: ExecutionReference): Promise<FollowedExecution | undefined> {
    const { executionArn: arn } = reference;
    const status = this.find(reference)?.status;
    return status === 'RUNNING' ? this.liveExecutions.when(arn) : this.liveExecutions.get(arn);
  }

  private listed(reference: ExecutionReference): ListedExecution | undefined {
    const live = this.liveExecutions.get(reference.executionArn);
    const kept = live?.kept ?? this.archive.open(reference);
    return kept && { snapshot: live?.running.record() ?? kept.summary, origin: kept.origin };
  }

  private begin(
    { machine, input, name = '', testCase }: StartExecutionRequest,
    arn: string,
  ): Omit<LiveExecution, 'begun'> {
    const { entry, revision, stateMachineVersionArn, stateMachineAliasArn } = machine;
    const reference = executionReference(arn);
    const kept = this.archive.create(reference, {
      revisionId: revision.revisionId,
      ...(stateMachineVersionArn === undefined ? {} : { stateMachineVersionArn }),
      ...(stateMachineAliasArn === undefined ? {} : { stateMachineAliasArn }),
      ...(testCase === undefined ? {} : { testCase }),
    });
    const running = startExecution({
      ...executionDependencies(this, reference, kept),
      stateMachineArn: entry.stateMachineArn,
      stateMachineName: entry.name,
      roleArn: revision.roleArn,
      name,
      executionArn: arn,
      input,
      type: entry.type,
    });
    return { running, kept };
  }

  private resumeOne(kept: KeptExecution): void {
    const reference = executionReference(kept.summary.executionArn);
    const running = resumeExecution(kept.prepareToResume(), executionDependencies(this, reference, kept));
    this.follow({ running, kept, begun: Promise.resolve() });
  }

  private snapshot(kept: KeptExecution): ExecutionSnapshot {
    return this.liveExecutions.get(kept.summary.executionArn)?.running.record() ?? kept.summary;
  }

  private async end({ kept, begun }: LiveExecution, record: ExecutionRecord): Promise<void> {
    await begun;
    await kept.save(record);
    this.liveExecutions.remove(record.executionArn);
    this.mapRuns.ended(record.executionArn);
    this.lists.forget(this.archive.ended(executionReference(record.executionArn)));
    if (!this.closing) await this.announceEnd(kept, record);
  }

  /** An end that could not be announced before the process was killed is announced by the next one. */
  private async announceEnd(kept: KeptExecution, record: ExecutionSnapshot): Promise<void> {
    if (await publishStatusChange(this.options, kept, record)) await kept.announce(record.status);
  }
}

function sameExecution(existing: ExecutionSnapshot, input: Json): ExecutionSnapshot {
  if (existing.status === 'RUNNING' && isDeepStrictEqual(existing.input, input)) return existing;
  throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${existing.executionArn}'`);
}

/** Returns AWS's error for an unknown execution. */
export function doesNotExist(arn: string): ServiceError {
  return new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
}

function fail(error: Error): never {
  throw error;
}
