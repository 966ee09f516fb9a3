import {
  type Column,
  CopyCommand,
  isoText,
  navigate,
  Problem,
  priceText,
  timeText,
  useResource,
  WindowTable,
} from '@document-pipelines/asl/ui/page';
import type { EvaluationList, ListedEvaluation } from '../../evaluations/evaluation-model';
import { Verdict } from './verdict';

/** The evaluations of this project, newest first. */
export function EvaluationsPage(_: unknown) {
  const list = useResource<EvaluationList>('evaluations', {}, { topic: 'evaluations', keep: true });
  const { value, error } = list;
  const evaluations = value?.evaluations ?? [];
  return (
    <div class="listing">
      <h1 class="visually-hidden">Evaluations</h1>
      {error === undefined ? null : <Problem error={error} onRetry={list.reload} />}
      {value === undefined ? (
        <p class="empty">{error === undefined ? 'Reading evaluations …' : ''}</p>
      ) : (
        <WindowTable
          label="Evaluations"
          columns={columns}
          count={evaluations.length}
          rowAt={(index) => evaluations[index]}
          keyOf={({ id }) => id}
          onOpen={({ id }) => navigate(evaluationAddress(id))}
          memory="evaluations"
          empty={
            <>
              <p>
                There are no evaluations in {value.folder} yet. This reads the samples with the offline reader, free:
              </p>
              <CopyCommand command={value.command} />
            </>
          }
        />
      )}
    </div>
  );
}

function evaluationAddress(id: string): string {
  return `/evaluations/${encodeURIComponent(id)}`;
}

const columns: readonly Column<ListedEvaluation>[] = [
  {
    id: 'model',
    title: 'Model',
    cell: ({ id, model }) => (
      <a href={evaluationAddress(id)} tabIndex={-1} title={model}>
        {model}
      </a>
    ),
  },
  {
    id: 'prompt',
    title: 'Prompts',
    cell: ({ prompts }) => <span title={prompts.join('\n')}>{prompts.join(', ')}</span>,
  },
  { id: 'dataset', title: 'Dataset', cell: ({ dataset, documents }) => `${dataset}, ${documents}` },
  { id: 'verdict', title: 'Verdict', cell: ({ verdict }) => <Verdict verdict={verdict} /> },
  {
    id: 'wrong',
    title: 'Stored, wrong',
    cell: ({ silentErrors: { count, of } }) => (
      <span class={count > 0 ? 'bad-text' : undefined}>
        {count} of {of}
      </span>
    ),
  },
  {
    id: 'price',
    title: 'Price, per 1,000',
    cell: ({ dollars, dollarsPerThousand }) =>
      dollars === undefined || dollarsPerThousand === undefined
        ? 'unknown'
        : `${priceText(dollars)}, ${priceText(dollarsPerThousand)}`,
  },
  {
    id: 'started',
    title: 'Evaluated',
    cell: ({ evaluatedAt }) => <time title={isoText(evaluatedAt)}>{timeText(evaluatedAt)}</time>,
  },
];
