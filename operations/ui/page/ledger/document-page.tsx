import {
  CopyCommand,
  durationText,
  Problem,
  plural,
  priceText,
  Status,
  timeText,
  useResource,
  type ViewProps,
} from '@document-pipelines/asl/ui/page';
import { useState } from 'preact/hooks';
import type { DocumentRecords, ShownDocument } from '../../ledger/ledger-model';
import { RedriveButton } from '../dead-letters/redrive-button';
import { ExecutionLink } from '../execution-link';
import { Facts } from '../facts';
import { PageHead } from '../page-head';

/** One document: its row, its executions, its story, and on demand all records. */
export function DocumentPage({ parameters }: ViewProps) {
  const id = parameters['id'] ?? '';
  const shown = useResource<ShownDocument>('ledger/document', { id }, { topic: 'executions' });
  const { value, error } = shown;
  return (
    <div class="one">
      <PageHead
        back="/ledger"
        label="The ledger"
        title={
          <>
            {value?.name ?? 'Document'}{' '}
            {value === undefined ? null : <b class={`row-${value.status}`}>{value.status}</b>}
          </>
        }
      >
        <code class="muted">{value?.documentId ?? id}</code>
      </PageHead>
      {error === undefined ? null : <Problem error={error} onRetry={shown.reload} />}
      {value === undefined ? (
        shown.isLoading ? (
          <p class="empty">Reading the document …</p>
        ) : null
      ) : (
        <ShownParts of={value} />
      )}
    </div>
  );
}

function ShownParts({
  of: { documentId, name, status, executionArn, row = {}, story },
}: {
  readonly of: ShownDocument;
}) {
  const { letters = 0, reviewId, isWaiting = false, dollars } = story ?? {};
  return (
    <div class="one-body">
      <div class="acts">
        <RedriveButton
          isOptional
          targets={status === 'FAILED' && executionArn !== undefined ? [{ id: documentId, executionArn, name }] : []}
        />
      </div>
      <Facts
        facts={[
          ...Object.entries(row),
          ['Execution', executionArn === undefined ? undefined : <ExecutionLink arn={executionArn} />],
          [
            'Dead letters',
            letters === 0 ? undefined : <a href={`/dead-letters?q=${documentId}`}>{plural(letters, 'dead letter')}</a>,
          ],
          [
            'Review',
            reviewId === undefined ? undefined : isWaiting ? (
              <a href={`/reviews?id=${reviewId}`}>{reviewId}</a>
            ) : (
              reviewId
            ),
          ],
          ['Price', dollars === undefined ? undefined : priceText(dollars)],
        ]}
      />
      {story === undefined ? (
        <p class="muted">Its story is not shown: the policy operator-data allows to read histories.</p>
      ) : (
        <StoryParts story={story} owner={executionArn} />
      )}
      <h2>Records</h2>
      <Records key={documentId} id={documentId} />
    </div>
  );
}

function StoryParts({
  story: { executions, duplicates, next, lines },
  owner,
}: {
  readonly story: NonNullable<ShownDocument['story']>;
  readonly owner: string | undefined;
}) {
  return (
    <>
      <h2>Executions</h2>
      <ul class="plain">
        {executions.map(({ executionArn: arn, status: state, startedAt, stoppedAt, redriveOf, error }) => (
          <li key={arn}>
            <Status status={state} /> <ExecutionLink arn={arn} />{' '}
            <span class="muted">
              {timeText(Date.parse(startedAt))}
              {stoppedAt === undefined ? '' : `, ${durationText(Date.parse(stoppedAt) - Date.parse(startedAt))}`}
              {arn === owner ? ', owns the row' : ''}
              {redriveOf === undefined ? '' : ', a redrive'}
            </span>{' '}
            {error}
          </li>
        ))}
        {duplicates.map(({ executionArn: arn }) => (
          <li key={arn}>
            <ExecutionLink arn={arn} /> <span class="muted">found the document registered, and did nothing</span>
          </li>
        ))}
        {executions.length === 0 ? <li class="muted">None is known.</li> : null}
      </ul>
      <h2>Story</h2>
      <pre class="block" tabIndex={0} role="region" aria-label="Story">
        {lines.join('\n')}
      </pre>
      {next.map(({ why, command }) => (
        <p key={command}>
          <CopyCommand command={command} /> <span class="muted">{why}</span>
        </p>
      ))}
    </>
  );
}

/** What `pipelines ledger show` prints: it reads everything, so that a person asks for it. */
function Records({ id }: { readonly id: string }) {
  const [isWanted, setWanted] = useState(false);
  const records = useResource<DocumentRecords>(isWanted ? 'ledger/records' : undefined, { id });
  if (!isWanted)
    return (
      <p>
        <button type="button" onClick={() => setWanted(true)}>
          Compare all stores
        </button>{' '}
        <span class="muted">bucket, row, executions, reviews and dead letters; gaps with what fixes them</span>
      </p>
    );
  if (records.error !== undefined) return <Problem error={records.error} onRetry={records.reload} />;
  if (records.value === undefined) return <p class="muted">Reading all evidence …</p>;
  const { gaps } = records.value;
  return (
    <>
      {gaps.length === 0 ? <p class="ok-text">✓ The document is in exactly one place.</p> : null}
      {gaps.map(({ kind, fix }) => (
        <p key={kind}>
          <span class="bad-text">✕ {kind}</span> <CopyCommand command={fix} />
        </p>
      ))}
      <pre class="block" tabIndex={0} role="region" aria-label="Records">
        {JSON.stringify(records.value.records, null, 2)}
      </pre>
    </>
  );
}
