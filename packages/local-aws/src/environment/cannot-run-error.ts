import { UserError } from '@document-pipelines/asl/diagnostics';

/**
 * A run that cannot begin, or a command that cannot be carried out: the message describes what is wrong and what is allowed. Exit
 * status 2.
 */
export class CannotRunError extends UserError {
  override readonly name = 'CannotRunError';

  /** `details`: further lines, such as what a program printed. */
  constructor(message: string, details: readonly string[] = []) {
    super(message, { details });
  }
}
