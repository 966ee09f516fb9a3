import type { Logger } from '@aws-lambda-powertools/logger';

/** What the work of a function logs with: the part of Powertools' Logger that it needs. Never document text, never a token. */
export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;
