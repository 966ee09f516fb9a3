import {
  type Column,
  CopyCommand,
  isoText,
  navigate,
  Problem,
  priceText,
  Status,
  timeText,
  useResource,
  WindowTable,
} from '@document-pipelines/asl/ui/page';
import type { BatchList, ListedBatch } from '../../batches/batch-model';
import { OutcomeBar, outcomesText, progressText } from './outcomes';

/** The address of a batch's page. */
export function batchAddress(batchId: string): string {
  return `/batches/${encodeURIComponent(batchId)}`;
}

/** The batches, newest first. */
export function BatchesPage(_: unknown) {
  const list = useResource<BatchList>('batches', {}, { topic: 'batches', keep: true });
  const { value, error } = list;
  const batches = value?.batches ?? [];
  return (
    <div class="listing">
      <h1 class="visually-hidden">Batches</h1>
      {error === undefined ? null : <Problem error={error} onRetry={list.reload} />}
      {value?.priceProblem === undefined ? null : <p class="notice">No prices: {value.priceProblem}</p>}
      {value === undefined ? (
        <p class="empty">{error === undefined ? 'Reading batches …' : ''}</p>
      ) : (
        <WindowTable
          label="Batches"
          columns={columns}
          count={batches.length}
          rowAt={(index) => batches[index]}
          keyOf={({ batchId }) => batchId}
          onOpen={({ batchId }) => navigate(batchAddress(batchId))}
          memory="batches"
          empty={
            <>
              <p>There are no batches yet. This starts one:</p>
              <CopyCommand command={value.command} />
            </>
          }
        />
      )}
    </div>
  );
}

const columns: readonly Column<ListedBatch>[] = [
  { id: 'status', title: 'Status', cell: ({ status }) => <Status status={status} /> },
  {
    id: 'name',
    title: 'Batch',
    cell: ({ batchId }) => (
      <a href={batchAddress(batchId)} tabIndex={-1}>
        {batchId}
      </a>
    ),
  },
  { id: 'documents', title: 'Documents', cell: ({ documents }) => documents },
  {
    id: 'outcome',
    title: 'Outcome',
    cell: ({ counts, progress, failure }) => {
      const text = progress === undefined ? outcomesText(counts) : progressText(progress);
      return (
        <span title={failure ?? text}>
          {text === '' ? null : <OutcomeBar counts={counts} progress={progress} />}
          {text}
          {failure === undefined ? null : <span class="bad-text"> {failure}</span>}
        </span>
      );
    },
  },
  {
    id: 'price',
    title: 'Price, estimated',
    cell: ({ price }) => {
      if (price === undefined) return null;
      const { soFar, whole } = price;
      return soFar === whole ? priceText(whole) : `${priceText(soFar)} of ${priceText(whole)}`;
    },
  },
  {
    id: 'started',
    title: 'Started',
    cell: ({ startedAt }) =>
      startedAt === undefined ? null : <time title={isoText(startedAt)}>{timeText(startedAt)}</time>,
  },
];
