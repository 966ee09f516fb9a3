import {
  addressOfArn,
  CopyCommand,
  countText,
  durationText,
  isoText,
  navigate,
  Problem,
  plural,
  Status,
  timeText,
  useKeys,
  useResource,
  type ViewProps,
} from '@document-pipelines/asl/ui/page';
import { useState } from 'preact/hooks';
import type { CutList, ShownBatch } from '../../batches/batch-model';
import { FigureTable } from '../figure-table';
import { OutcomeBar, outcomesText, outcomeWord, progressText } from './outcomes';
import { PriceTable } from './price-table';
import { ResumeForm } from './resume-form';

/** One batch: how far it is, its price, what failed, and what continues it. */
export function BatchPage({ parameters: { id = '' } }: ViewProps) {
  const batch = useResource<ShownBatch>('batch', { id }, { topic: 'batches', keep: true });
  const [isResuming, setResuming] = useState(false);
  const { value, error } = batch;
  const resume = (): void => setResuming(value?.isResumable === true);
  useKeys({ Escape: () => navigate('/batches'), r: resume });
  return (
    <div class="report">
      {error === undefined ? null : <Problem error={error} onRetry={batch.reload} />}
      {value === undefined ? (
        <p class="empty">{error === undefined ? 'Reading the batch …' : ''}</p>
      ) : (
        <>
          <Head batch={value} />
          <Outcomes batch={value} />
          {value.isResumable ? (
            <section>
              <h2>What is left</h2>
              {isResuming ? (
                <ResumeForm id={id} onClose={() => setResuming(false)} />
              ) : (
                <button type="button" onClick={resume}>
                  Resume… <kbd>r</kbd>
                </button>
              )}
            </section>
          ) : null}
          <Failed failed={value.failed} command={value.command} />
          <Texts title="Never started" list={value.neverStarted} text={(key) => key} command={value.command} />
          <Texts
            title="Rejected"
            list={value.rejected}
            text={({ key, reason }) => `${key}: ${reason}`}
            command={value.command}
          />
          <Texts
            title="Rows that name no object"
            list={value.badRows}
            text={({ line, reason }) => `line ${line}: ${reason}`}
            command={value.command}
          />
          <PriceTable batch={value} />
          <section class="commands">
            <span class="muted">In a terminal</span>
            {[value.command, ...value.next].map((command) => (
              <CopyCommand key={command} command={command} />
            ))}
          </section>
        </>
      )}
    </div>
  );
}

function Head({ batch }: { readonly batch: ShownBatch }) {
  const { batchId, status, startedAt, stoppedAt, asOf, items, rows, duplicates, failure } = batch;
  return (
    <>
      <header>
        <h1>
          <a href="/batches" aria-label="All batches">
            ‹
          </a>
          {batchId}
        </h1>
        <Status status={status} />
        {startedAt === undefined ? null : (
          <>
            <time title={isoText(startedAt)}>{timeText(startedAt)}</time>
            <span>{durationText((stoppedAt ?? asOf) - startedAt)}</span>
          </>
        )}
        {items === undefined ? null : (
          <span>
            {plural(items, 'document')} of {plural(rows ?? 0, 'row')}
            {duplicates === 0 ? '' : `, ${plural(duplicates, 'duplicate')} dropped`}
          </span>
        )}
      </header>
      {failure === undefined ? null : (
        <p class="bad-text" role="status">
          {failure.text}
        </p>
      )}
      {failure === undefined ? null : (
        <p class="commands">
          <span class="muted">Continues it</span>
          <CopyCommand command={failure.command} />
        </p>
      )}
    </>
  );
}

function Outcomes({ batch }: { readonly batch: ShownBatch }) {
  const { counts, progress, executionArn, isRunning, asOf } = batch;
  return (
    <section>
      <h2>Outcome</h2>
      {progress === undefined ? <p>{outcomesText(counts)}</p> : <p>{progressText(progress)}</p>}
      <OutcomeBar counts={counts} progress={progress} />
      {counts.length === 0 ? null : (
        <FigureTable
          label="Outcomes"
          heads={[{ text: 'Documents', isFigure: true }, { text: 'Outcome' }, { text: 'Now' }]}
          rows={counts.map(({ name, count, now }) => [countText(count), outcomeWord(name), now ?? ''])}
        />
      )}
      <p class="muted small">
        {isRunning ? `From the ledger, as of ${timeText(asOf)}. ` : ''}
        <a href={`${addressOfArn(executionArn)}?state=${mapState}`}>Execution and the documents of its Map Run</a>
      </p>
    </section>
  );
}

/** The state of the batch pipeline that takes every document. */
const mapState = 'ProcessDocuments';

function Failed({ failed, command }: { readonly failed: ShownBatch['failed']; readonly command: string }) {
  if (failed.count === 0) return null;
  return (
    <section>
      <h2>Failed {countText(failed.count)}</h2>
      <FigureTable
        label="Failed documents"
        heads={[{ text: 'Document' }, { text: 'Error' }]}
        rows={failed.first.map(({ key, text, executionArn }) => [
          executionArn === undefined ? key : <a href={addressOfArn(executionArn)}>{key}</a>,
          <span class="bad-text">{text}</span>,
        ])}
      />
      <More list={failed} command={command} />
    </section>
  );
}

function Texts<Item>({
  title,
  list,
  text,
  command,
}: {
  readonly title: string;
  readonly list: CutList<Item>;
  readonly text: (item: Item) => string;
  readonly command: string;
}) {
  if (list.count === 0) return null;
  return (
    <section>
      <h2>
        {title} {countText(list.count)}
      </h2>
      <ul>
        {list.first.map((item, index) => (
          <li key={String(index)}>{text(item)}</li>
        ))}
      </ul>
      <More list={list} command={command} />
    </section>
  );
}

function More({ list: { count, first }, command }: { readonly list: CutList<unknown>; readonly command: string }) {
  if (count <= first.length) return null;
  return (
    <p class="commands">
      {countText(count - first.length)} more: <CopyCommand command={`${command} --json`} />
    </p>
  );
}
