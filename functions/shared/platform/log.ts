import type { Logger } from '@aws-lambda-powertools/logger';

/**
 * The logger of a function's work: the methods of Powertools' Logger that it uses. Never log document text or a token.
 */
export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;
