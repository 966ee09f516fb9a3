import type { RandomSource } from '../../language/expressions';
import { createTaskToken, executionArnOfTaskToken, TaskTokenError } from '../task-token';
import type { AtTask } from './scope/scope-run';

/** The task tokens that an execution waits for, each with the scope of its Task. */
export class WaitingTokens {
  private readonly runs = new Map<string, AtTask>();

  constructor(private readonly executionArn: string) {}

  /** A token for a new attempt; it counts only from `wait` on. */
  create(random: RandomSource): string {
    return createTaskToken(this.executionArn, random);
  }

  /** From now on the token is awaited. */
  wait(taskToken: string, run: AtTask): void {
    this.runs.set(taskToken, run);
  }

  /** The attempt has ended: an answer with this token comes too late. */
  forget(taskToken: string): void {
    this.runs.delete(taskToken);
  }

  /** From now on no token is awaited. */
  clear(): void {
    this.runs.clear();
  }

  /**
   * Returns the scope that waits for the token. Throws TaskTokenError: InvalidToken, TaskDoesNotExist (another
   * execution's), TaskTimedOut.
   */
  find(taskToken: string): AtTask {
    if (executionArnOfTaskToken(taskToken) !== this.executionArn)
      throw new TaskTokenError('TaskDoesNotExist', `Task does not exist: '${taskToken}'`);
    const run = this.runs.get(taskToken);
    if (run === undefined)
      throw new TaskTokenError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    return run;
  }
}
