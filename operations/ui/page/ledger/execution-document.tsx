import { type ExecutionPartProps, useResource } from '@document-pipelines/asl/ui/page';
import type { ExecutionDocument } from '../../ledger/document-of-execution';
import { documentAddress } from './ledger-page';

/** The document of an execution, and its dead letter if it failed: in the header of the execution's page. */
export function ExecutionDocumentLinks({ execution: { executionArn, status, name } }: ExecutionPartProps) {
  const { value } = useResource<ExecutionDocument>('ledger/execution', { arn: executionArn, status });
  const hasFailed = ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(status);
  const { documentId, name: key, status: place, isOwner } = value ?? {};
  return (
    <>
      {documentId === undefined ? null : (
        <span>
          <span class="muted">Ledger</span> <a href={documentAddress(documentId)}>{key}</a> {place}
          {isOwner === false ? <span class="muted">, of another execution</span> : null}
        </span>
      )}
      {hasFailed ? <a href={`/dead-letters?q=${encodeURIComponent(name)}`}>Dead letter</a> : null}
    </>
  );
}
