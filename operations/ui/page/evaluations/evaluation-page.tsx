import {
  CopyCommand,
  changeQuery,
  isoText,
  location,
  navigate,
  Problem,
  plural,
  priceText,
  timeText,
  useKeys,
  useResource,
  type ViewProps,
} from '@document-pipelines/asl/ui/page';
import type { ShownEvaluation, ShownSplit, ShownTable } from '../../evaluations/evaluation-model';
import { FigureTable } from '../figure-table';
import { Verdict } from './verdict';

/** One evaluation: the verdict, failures, fields, and a comparison. */
export function EvaluationPage({ parameters: { id = '' } }: ViewProps) {
  const against = location.value.query.get('against') ?? '';
  const evaluation = useResource<ShownEvaluation>('evaluation', { id, against }, { topic: 'evaluations', keep: true });
  useKeys({ Escape: () => navigate('/evaluations') });
  const { value, error } = evaluation;
  if (value === undefined)
    return (
      <div class="report">
        {error === undefined ? <p class="empty">Reading the evaluation …</p> : <Problem error={error} />}
      </div>
    );
  const { test, tune, failures, curve, notes, identity, command, hasValues } = value;
  return (
    <div class="report">
      {error === undefined ? null : <Problem error={error} onRetry={evaluation.reload} />}
      <Head evaluation={value} />
      <section>
        <h2>Documents with a mistake</h2>
        {failures.rows.length === 0 ? (
          <p>No document has a wrong or missing value.</p>
        ) : (
          <FigureTable label="Documents with a mistake" {...failures} />
        )}
        <Titled title="Mistakes" table={test.mistakes} />
        {hasValues ? null : <p class="muted">Expected and read values are in an evaluation with --values only.</p>}
      </section>
      <Compare evaluation={value} against={against} />
      <Split title={`Documents, ${test.documents}`} split={test} />
      {tune === undefined ? null : (
        <>
          <Split title={`Split tune, ${plural(tune.documents, 'document')}`} split={tune} />
          <Titled title="Mistakes of the split tune" table={tune.mistakes} />
        </>
      )}
      <section>
        <h2>Confidence and effort</h2>
        <List lines={notes} />
        <Titled title="What other thresholds of the confidence would do" table={curve} />
      </section>
      <section>
        <h2>Identity</h2>
        <FigureTable
          label="Identity"
          heads={[{ text: 'Part' }, { text: 'Value' }]}
          rows={[...identity, ['dataset', value.datasetDigest] as const].map(([name, text]) => [
            name,
            <code>{text}</code>,
          ])}
        />
        <p class="commands">
          <span class="muted">Evaluates the same again</span>
          <CopyCommand command={command} />
        </p>
      </section>
    </div>
  );
}

function Head({ evaluation }: { readonly evaluation: ShownEvaluation }) {
  const { model, prompts, dataset, documents, evaluatedAt, verdict, dollars, dollarsPerThousand } = evaluation;
  return (
    <>
      <header>
        <h1>
          <a href="/evaluations" aria-label="All evaluations">
            ‹
          </a>
          {model}
        </h1>
        <span>{prompts.map((prompt) => prompt.split(' ').slice(0, 2).join('.')).join(', ')}</span>
        <span>
          {dataset}, {plural(documents, 'document')}
        </span>
        <time title={isoText(evaluatedAt)}>{timeText(evaluatedAt)}</time>
        {dollars === undefined || dollarsPerThousand === undefined ? (
          <span>price unknown</span>
        ) : (
          <span>
            {priceText(dollars)}, {priceText(dollarsPerThousand)} per 1,000
          </span>
        )}
      </header>
      <p>
        <strong>
          <Verdict verdict={verdict} />
        </strong>
      </p>
    </>
  );
}

function Compare({ evaluation, against }: { readonly evaluation: ShownEvaluation; readonly against: string }) {
  const { others, comparison } = evaluation;
  if (others.length === 0 && comparison === undefined) return null;
  return (
    <section>
      <h2>Comparison</h2>
      {others.length === 0 ? null : (
        <label>
          Compare with{' '}
          <select value={against} onChange={(event) => changeQuery({ against: event.currentTarget.value })}>
            <option value="">the baseline that it was evaluated with</option>
            {others.map(({ id, model, prompts, evaluatedAt }) => (
              <option key={id} value={id}>
                {timeText(evaluatedAt)} {model}, {prompts.join(', ')}
              </option>
            ))}
          </select>
        </label>
      )}
      {comparison === undefined ? (
        <p class="muted">It was evaluated without a baseline.</p>
      ) : (
        <>
          <p>
            <Verdict verdict={comparison.verdict} />
          </p>
          <List lines={comparison.lines} />
        </>
      )}
    </section>
  );
}

function Split({ title, split: { figures, fields } }: { readonly title: string; readonly split: ShownSplit }) {
  return (
    <section>
      <h2>{title}</h2>
      <FigureTable
        label={title}
        heads={[{ text: 'Of documents' }, { text: 'Share, with its 95 % interval' }]}
        rows={figures.map(({ name, value }) => [name, value])}
      />
      <Titled title="Fields" table={fields} />
    </section>
  );
}

function Titled({ title, table }: { readonly title: string; readonly table: ShownTable }) {
  if (table.rows.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <FigureTable label={title} {...table} />
    </>
  );
}

function List({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
