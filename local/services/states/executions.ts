import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../asl/definition';
import {
  type Clock,
  type ExecutionRecord,
  type ExecutionSurroundings,
  executionArnOfTaskToken,
  type HistoryEvent,
  type RandomSource,
  type RunningExecution,
  resumeExecution,
  startExecution,
  type TaskHandlers,
  TaskTokenError,
} from '../../../interpreter';
import { jsonFilesIn } from '../../json-file';
import type { EventBus } from '../event-bus';
import { ServiceError } from '../service';
import { checkName, type ExecutionReference, executionArn, executionReference, stateMachineReference } from './arns';
import { ExecutionFile } from './execution-file';
import { executionStatusEvent } from './execution-status-event';
import type { ResolvedStateMachine, StateMachineRegistry } from './state-machine-registry';

/** What executions need around them. */
export interface ExecutionsOptions {
  readonly registry: StateMachineRegistry;
  /** `executions`: a folder a machine, two files an execution. */
  readonly folder: string;
  readonly region: string;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly tasks: TaskHandlers;
  readonly eventBus: EventBus;
  readonly onHistoryEvent?: (event: HistoryEvent, executionArn: string) => void;
  /** Told of a status change that could not be published. */
  readonly onDefect?: (message: string) => void;
}

/** An execution's record without its history. */
export type ExecutionSnapshot = Omit<ExecutionRecord, 'history'>;

/** An execution of this process. */
interface LiveExecution {
  readonly running: RunningExecution;
  readonly file: ExecutionFile;
  /** Resolves when the event bus has been told that it runs: that comes before any word of its end. */
  readonly begun: Promise<void>;
}

/** The executions of a state folder: those that run here, and the records of all others. */
export class Executions {
  readonly #live = new Map<string, LiveExecution>();
  /** Ends that have not been published yet. */
  readonly #ending = new Set<Promise<void>>();
  #closing = false;

  constructor(private readonly options: ExecutionsOptions) {}

  /** As StartExecution: the same name and input as a RUNNING one is that one. Resolves when the record is on disk. */
  async start(machine: ResolvedStateMachine, input: Json, name: string = randomUUID()): Promise<ExecutionSnapshot> {
    const { entry, revision } = machine;
    const reference = stateMachineReference(entry.stateMachineArn);
    const arn = executionArn(reference, checkName(name), entry.type === 'EXPRESS' ? randomUUID() : undefined);
    const existing = this.#find(executionReference(arn));
    if (existing !== undefined) return sameExecution(existing, input);
    const { revisionId } = revision;
    const { stateMachineVersionArn, stateMachineAliasArn } = machine;
    const file = ExecutionFile.create(this.#fileOf(executionReference(arn)), {
      revisionId,
      ...(stateMachineVersionArn === undefined ? {} : { stateMachineVersionArn }),
      ...(stateMachineAliasArn === undefined ? {} : { stateMachineAliasArn }),
    });
    const running = startExecution({
      ...this.#surroundings(entry.name, revisionId, file),
      stateMachineArn: entry.stateMachineArn,
      stateMachineName: entry.name,
      roleArn: revision.roleArn,
      name,
      executionArn: arn,
      input,
      type: entry.type,
    });
    const record = running.record();
    const begun = file
      .save(record)
      .then(async () => void (await this.#publish(file, { ...record, status: 'RUNNING' })));
    this.#follow({ running, file, begun });
    await begun;
    return record;
  }

  /** Goes on with every RUNNING execution of the folder, and tells the event bus what an earlier process could not. */
  async resume(): Promise<number> {
    const files = this.#machineNames().flatMap((name) => jsonFilesIn(join(this.options.folder, name)));
    let resumed = 0;
    for (const path of files) {
      const file = ExecutionFile.open(path);
      if (file === undefined || this.#live.has(file.summary.executionArn)) continue;
      if (file.summary.status === 'RUNNING') {
        this.#resumeOne(file);
        resumed += 1;
      } else if (file.announced !== file.summary.status) {
        await this.#announceEnd(file, file.summary);
      }
    }
    return resumed;
  }

  /** The record with its history. Throws ExecutionDoesNotExist. */
  describe(arn: unknown): { readonly record: ExecutionRecord; readonly file: ExecutionFile } {
    const reference = executionReference(arn);
    const live = this.#live.get(reference.executionArn);
    if (live !== undefined) return { record: live.running.record(), file: live.file };
    const file = this.#open(reference);
    return { record: file.read(), file };
  }

  /** All executions of a machine, newest first, without their histories. */
  list(stateMachineName: string): readonly ExecutionSnapshot[] {
    return jsonFilesIn(join(this.options.folder, stateMachineName))
      .map((path) => ExecutionFile.open(path)?.summary)
      .filter((summary) => summary !== undefined)
      .map((summary) => this.#live.get(summary.executionArn)?.running.record() ?? summary)
      .sort((a, b) => b.startDate - a.startDate || a.name.localeCompare(b.name));
  }

  /** Those that run in this process. */
  running(): readonly ExecutionSnapshot[] {
    return [...this.#live.values()].map(({ running }) => running.record());
  }

  /** Whether the end of an execution is still being written or published. */
  get isEnding(): boolean {
    return this.#ending.size > 0 || this.running().some(({ status }) => status !== 'RUNNING');
  }

  /** As StopExecution. */
  async stop(arn: unknown, reason: { readonly error?: string; readonly cause?: string }): Promise<ExecutionSnapshot> {
    const reference = executionReference(arn);
    const live = this.#live.get(reference.executionArn);
    if (live === undefined) return this.#open(reference).summary;
    live.running.stop(reason);
    return live.running.result;
  }

  /** Hands a token's answer to the execution it belongs to; resolves when that execution's next record is on disk. */
  async sendTask(taskToken: unknown, send: (running: RunningExecution, token: string) => void): Promise<void> {
    const token = String(taskToken);
    const arn = asServiceError(() => executionArnOfTaskToken(token));
    const live = this.#live.get(arn);
    if (live === undefined) throw this.#goneTask(arn);
    asServiceError(() => send(live.running, token));
    await Promise.race([live.file.nextSave(), live.running.result.then(() => live.file.settled())]);
  }

  /** Heartbeats change no state: nothing has to be on disk before they are answered. */
  sendTaskHeartbeat(taskToken: unknown): void {
    const token = String(taskToken);
    const arn = asServiceError(() => executionArnOfTaskToken(token));
    const live = this.#live.get(arn);
    if (live === undefined) throw this.#goneTask(arn);
    asServiceError(() => live.running.sendTaskHeartbeat(token));
  }

  /** The process is leaving: what runs stays RUNNING on disk. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const { running } of this.#live.values()) running.abandon();
    await Promise.all([...this.#live.values()].map(({ file }) => file.settled()));
    await Promise.allSettled(this.#ending);
  }

  #surroundings(machineName: string, revisionId: string, store: ExecutionFile): ExecutionSurroundings {
    const { registry, clock, random, tasks, onHistoryEvent, region } = this.options;
    const entry = registry.find(machineName);
    if (entry === undefined)
      throw new Error(`the state machine ${machineName} of a saved execution is no longer known`);
    const stateMachine = registry.compiled(entry, revisionId);
    return {
      stateMachine,
      clock,
      random,
      tasks,
      store,
      region,
      ...(onHistoryEvent === undefined ? {} : { onHistoryEvent }),
    };
  }

  #resumeOne(file: ExecutionFile): void {
    const { executionArn: arn } = file.summary;
    const { stateMachineName } = executionReference(arn);
    const surroundings = this.#surroundings(stateMachineName, file.origin.revisionId, file);
    const running = resumeExecution(file.prepareToResume(), surroundings);
    this.#follow({ running, file, begun: Promise.resolve() });
  }

  #follow(live: LiveExecution): void {
    const { executionArn: arn } = live.running;
    this.#live.set(arn, live);
    const ending = live.running.result.then(async (record) => {
      const end = this.#end(live, record).catch((error) => this.options.onDefect?.(`${arn}: ${String(error)}`));
      this.#ending.add(end);
      await end;
      this.#ending.delete(end);
    });
    void ending;
  }

  async #end({ file, begun }: LiveExecution, record: ExecutionRecord): Promise<void> {
    await begun;
    await file.save(record);
    this.#live.delete(record.executionArn);
    if (!this.#closing) await this.#announceEnd(file, record);
  }

  /** An end that could not be announced before the process was killed is announced by the next one. */
  async #announceEnd(file: ExecutionFile, record: ExecutionSnapshot): Promise<void> {
    if (await this.#publish(file, record)) await file.announce(record.status);
  }

  async #publish(file: ExecutionFile, record: ExecutionSnapshot): Promise<boolean> {
    try {
      await this.options.eventBus.publish(executionStatusEvent(record, file.origin));
      return true;
    } catch (error) {
      this.options.onDefect?.(
        `the event bus was not told that ${record.executionArn} is ${record.status}: ${String(error)}`,
      );
      return false;
    }
  }

  #find(reference: ExecutionReference): ExecutionSnapshot | undefined {
    const live = this.#live.get(reference.executionArn);
    return live?.running.record() ?? ExecutionFile.open(this.#fileOf(reference))?.summary;
  }

  #open(reference: ExecutionReference): ExecutionFile {
    const file = ExecutionFile.open(this.#fileOf(reference));
    if (file === undefined) {
      throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${reference.executionArn}'`);
    }
    return file;
  }

  #goneTask(arn: string): ServiceError {
    const known = existsSync(this.#fileOf(executionReference(arn)));
    return known
      ? new ServiceError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'")
      : new ServiceError('TaskDoesNotExist', "Task does not exist: 'Provided task does not exist'");
  }

  #fileOf({ stateMachineName, name }: ExecutionReference): string {
    return join(this.options.folder, stateMachineName, `${name.replace(':', '.')}.json`);
  }

  #machineNames(): readonly string[] {
    if (!existsSync(this.options.folder)) return [];
    return readdirSync(this.options.folder, { withFileTypes: true })
      .filter((item) => item.isDirectory())
      .map((item) => item.name);
  }
}

function sameExecution(existing: ExecutionSnapshot, input: Json): ExecutionSnapshot {
  if (existing.status === 'RUNNING' && isDeepStrictEqual(existing.input, input)) return existing;
  throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${existing.executionArn}'`);
}

function asServiceError<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof TaskTokenError) throw new ServiceError(error.name, error.message);
    throw error;
  }
}
