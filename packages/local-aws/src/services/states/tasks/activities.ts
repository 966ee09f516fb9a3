import { join } from 'node:path';
import type { Json } from '@document-pipelines/asl/definition';
import { StatesError, type TaskCall } from '@document-pipelines/asl/interpreter';
import { readJsonFile, writeJsonFile } from '../../../json-file';
import { ServiceError } from '../../service';
import { activityName } from '../arns';
import type { Tags } from '../machines/tags';

/** An activity: a name that workers use to ask for tasks. */
export interface Activity {
  readonly activityArn: string;
  readonly name: string;
  readonly creationDate: number;
  readonly tags: Tags;
}

/** A task that a worker has received. */
export interface ActivityTask {
  readonly taskToken: string;
  readonly input: string;
}

/** A task in the queue of an activity, and a worker that waits for one. */
interface Queued {
  readonly task: ActivityTask;
  taken(workerName: string | undefined): void;
}
interface Polling {
  readonly workerName?: string;
  give(task: ActivityTask | undefined): void;
}

/** The most workers that may wait at one activity. */
const maxPollers = 1000;

/**
 * The activities, and the tasks and workers that wait for one another. Guards that each task is passed to one worker only, in the
 * order of the tasks, and that neither a cancelled task nor a disconnected worker is matched.
 */
export class Activities {
  private readonly activities = new Map<string, Activity>();
  private readonly tasks = new Map<string, Queued[]>();
  private readonly pollers = new Map<string, Polling[]>();
  private readonly file: string | undefined;

  constructor(folder?: string) {
    this.file = folder === undefined ? undefined : join(folder, 'activities.json');
    const kept = this.file === undefined ? undefined : readJsonFile<readonly Activity[]>(this.file);
    for (const activity of kept ?? []) this.activities.set(activity.activityArn, activity);
  }

  /** Throws InvalidArn. */
  find(arn: unknown): Activity | undefined {
    activityName(arn);
    return this.activities.get(String(arn));
  }

  /** By their names. */
  all(): readonly Activity[] {
    return [...this.activities.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  put(activity: Activity): void {
    this.activities.set(activity.activityArn, activity);
    this.keep();
  }

  remove(arn: string): void {
    if (this.activities.delete(arn)) this.keep();
  }

  /** Runs a Task as far as Step Functions does: resolves when a worker has received it. */
  schedule({ integration, arguments: input, taskToken = '' }: TaskCall, signal: AbortSignal): Promise<Json> {
    const arn = integration.kind === 'activity' ? integration.arn : '';
    if (!this.activities.has(arn)) throw new StatesError('States.Runtime', `Activity Does Not Exist: '${arn}'`);
    return new Promise((resolve) => {
      const queued: Queued = {
        task: { taskToken, input: JSON.stringify(input) },
        taken: (workerName) => resolve(workerName === undefined ? {} : { workerName }),
      };
      const poller = this.pollers.get(arn)?.shift();
      if (poller !== undefined) {
        hand(queued, poller);
        return;
      }
      const tasks = listIn(this.tasks, arn);
      tasks.push(queued);
      signal.addEventListener('abort', () => removeFrom(tasks, queued), { once: true });
    });
  }

  /** Returns a task for a worker, after waiting for one until the signal is aborted. Throws ActivityDoesNotExist. */
  poll(arn: unknown, workerName: string | undefined, signal: AbortSignal): Promise<ActivityTask | undefined> {
    const { activityArn } = this.find(arn) ?? fail(doesNotExist(arn));
    const pollers = listIn(this.pollers, activityArn);
    if (pollers.length >= maxPollers)
      throw new ServiceError(
        'ActivityWorkerLimitExceeded',
        `Activity Worker Limit Exceeded: '${maxPollers} workers wait at ${activityArn}'`,
      );
    return new Promise((resolve) => {
      const poller: Polling = { ...(workerName === undefined ? {} : { workerName }), give: resolve };
      const queued = this.tasks.get(activityArn)?.shift();
      if (queued !== undefined) {
        hand(queued, poller);
        return;
      }
      pollers.push(poller);
      const leave = (): void => {
        removeFrom(pollers, poller);
        resolve(undefined);
      };
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
    });
  }

  /** The process is ending: waiting workers get an empty response. */
  close(): void {
    for (const pollers of this.pollers.values()) {
      for (const { give } of pollers.splice(0)) give(undefined);
    }
  }

  private keep(): void {
    if (this.file !== undefined) writeJsonFile(this.file, this.all());
  }
}

/** Returns AWS's error for an unknown activity. */
export function doesNotExist(arn: unknown): ServiceError {
  return new ServiceError('ActivityDoesNotExist', `Activity Does Not Exist: '${String(arn)}'`);
}

function hand({ task, taken }: Queued, { give, workerName }: Polling): void {
  taken(workerName);
  give(task);
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function removeFrom<T>(list: T[], item: T): void {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}

function fail(error: Error): never {
  throw error;
}
