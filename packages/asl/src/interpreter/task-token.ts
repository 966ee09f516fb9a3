import type { RandomSource } from '../language/expressions';

/** Why a task token is not accepted; the names are those of the Step Functions API's errors. */
export class TaskTokenError extends Error {
  override readonly name: 'TaskDoesNotExist' | 'TaskTimedOut' | 'InvalidToken';

  constructor(name: TaskTokenError['name'], message: string) {
    super(message);
    this.name = name;
  }
}

/** Returns a token for one attempt of a Task: it contains the execution that it belongs to, and cannot be guessed. */
export function createTaskToken(executionArn: string, random: RandomSource): string {
  return Buffer.from(JSON.stringify([executionArn, random.uuid()])).toString('base64url');
}

/**
 * Returns the execution that a token belongs to. Throws TaskTokenError InvalidToken for a string that is not a token.
 */
export function executionArnOfTaskToken(taskToken: string): string {
  try {
    const content: unknown = JSON.parse(Buffer.from(taskToken, 'base64url').toString());
    if (Array.isArray(content) && content.length === 2 && typeof content[0] === 'string') return content[0];
  } catch {
    // Falls through: not a token.
  }
  throw new TaskTokenError('InvalidToken', `Invalid Token: '${taskToken}'`);
}
