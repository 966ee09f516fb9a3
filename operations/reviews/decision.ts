import type { Json } from '@document-pipelines/asl/definition';
import { CannotRunError } from '@document-pipelines/local-aws/environment';

/** A user's decision on reviews. */
export interface DecideAction {
  readonly kind: 'decide';
  readonly reviewIds: readonly string[];
  readonly decision: 'approve' | 'reject' | 'correct';
  readonly fields: readonly string[];
  readonly comment?: string;
  /** Accepts a correction although checks still fail. */
  readonly accept?: boolean;
  /** Print what would be decided, without deciding it. */
  readonly dryRun: boolean;
}

/** A request to the API of reviews. */
export type ReviewerDecision = {
  readonly decision: string;
  readonly fields?: Readonly<Record<string, Json>>;
  readonly comment?: string;
  readonly accept?: boolean;
  /** Only reports what the fields would be and what would still fail: nothing is decided. */
  readonly checkOnly?: true;
};

/** Returns the decision from the command's arguments. Throws CannotRunError. */
export function decisionOf({ decision, fields, comment, accept = false }: DecideAction): ReviewerDecision {
  if (decision === 'correct' && fields.length === 0)
    throw new CannotRunError('correct needs at least one --field name=value');
  if (decision !== 'correct' && fields.length > 0)
    throw new CannotRunError(`${decision} does not accept --field; use correct`);
  if (decision !== 'correct' && accept) throw new CannotRunError(`${decision} does not accept --accept; use correct`);
  return {
    decision,
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields.map(fieldOf)) }),
    ...(comment === undefined ? {} : { comment }),
    ...(accept ? { accept } : {}),
  };
}

/** `total=119.00`; a value that begins like a JSON list or object is read as one. */
function fieldOf(text: string): readonly [string, Json] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new CannotRunError(`--field must be name=value, got ${text}`);
  const [name, value] = [text.slice(0, equals), text.slice(equals + 1)];
  if (!/^[[{]/.test(value)) return [name, value];
  try {
    return [name, JSON.parse(value) as Json];
  } catch (error) {
    throw new CannotRunError(`--field ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
