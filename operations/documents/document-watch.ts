import { setTimeout as delay } from 'node:timers/promises';
import type { Local } from '@document-pipelines/local-aws';
import { standstillOf } from '@document-pipelines/local-aws';
import { untilIdle } from '@document-pipelines/local-aws/environment';
import { type Account, readRow } from '../account';
import type { DocumentExecutions } from './document-executions';
import { type FindExecution, findExecutionHere } from './execution-view';
import { findExecutionOf } from './find-execution';
import type { UploadedDocument } from './upload-documents';

/** Watches documents that were sent: by the events of this process, or by looking at the account again and again. */
export interface DocumentWatch {
  /** An execution that is known to continue with the document. */
  follow(documentId: string, executionArn: string): void;
  /** The executions that are known to work on the document, in the order in which they began. */
  of(documentId: string): readonly string[];
  /** Whether the document's result is worth reading now. */
  mayHaveEnded(document: UploadedDocument): Promise<boolean>;
  readonly find: FindExecution;
  /** Waits for at most so many seconds. Resolves with true if all that is in flight waits for a person or a distant time. */
  pause(mostSeconds: number): Promise<boolean>;
  /** Aborted if the environment cannot continue; the reason is a StateFailure. */
  readonly ended?: AbortSignal;
}

/** Seconds between two looks at documents in progress. */
const secondsBetweenLooks = { process: 0.2, endpoint: 0.5, aws: 5 } as const;

/** Watches the executions of this process. */
export function watchHere(
  local: Pick<Local, 'idle' | 'states' | 'ended'>,
  executions: DocumentExecutions,
  signal: AbortSignal,
): DocumentWatch {
  const lookedAt = new Map<string, number>();
  const isAtWork = (arn: string): boolean => {
    const execution = local.states.find(arn);
    return execution?.status === 'RUNNING' && standstillOf(execution.position, Date.now()) === undefined;
  };
  return {
    follow: executions.follow,
    of: executions.of,
    async mayHaveEnded({ documentId, isKnown, isAlreadyProcessed, deliveries = 1 }) {
      if (isAlreadyProcessed) return true;
      const events = executions.events(documentId);
      const arns = executions.of(documentId);
      if (lookedAt.get(documentId) === events || (!isKnown && arns.length < deliveries)) return false;
      if (arns.some(isAtWork)) return false;
      lookedAt.set(documentId, events);
      return true;
    },
    find: findExecutionHere(local),
    pause: (mostSeconds) =>
      untilIdle(local, { timeoutSeconds: Math.min(secondsBetweenLooks.process, Math.max(0.01, mostSeconds)), signal }),
    ended: local.ended,
  };
}

/** The statuses of a row whose document has ended, or waits for a person or a release. */
const restingStatuses: ReadonlySet<unknown> = new Set([
  'STORED',
  'REJECTED',
  'FAILED',
  'IN_REVIEW',
  'WAITING_RELEASE',
  'HANDED_OVER',
]);

/** Watches the rows of documents whose executions run elsewhere. */
export function watchAccount(account: Account, signal: AbortSignal): DocumentWatch {
  return {
    follow: () => undefined,
    of: () => [],
    async mayHaveEnded({ documentId }) {
      const row = await readRow(account, account.names.ledgerTableName, { documentId });
      return restingStatuses.has(row?.['status']);
    },
    find: findExecutionOf(account),
    async pause(mostSeconds) {
      const seconds = Math.min(secondsBetweenLooks[account.kind], Math.max(0.01, mostSeconds));
      await delay(seconds * 1000, undefined, { signal });
      return false;
    },
  };
}
