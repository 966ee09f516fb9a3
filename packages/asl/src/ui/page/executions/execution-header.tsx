import { useContext, useState } from 'preact/hooks';
import { Status } from '../parts/status';
import { durationText, isoText, plural, priceText, timeText } from '../shell/format';
import { Modules } from '../shell/modules';
import { ExecutionActs } from './execution-acts';
import { selectState } from './selection';
import type { ShownExecution } from './use-execution';

/** Which execution, what became of it, where and why it failed. */
export function ExecutionHeader({
  view,
  onChanged,
}: {
  readonly view: ShownExecution;
  /** An act has changed it. */
  readonly onChanged: () => void;
}) {
  const { machine, name, startedAt, stoppedAt, asOf, price, transitions, failedAt, redriveCount } = view;
  const parts = useContext(Modules).flatMap(({ executionParts = [] }) => executionParts);
  return (
    <header class={`execution-header ${view.failure === undefined ? '' : 'failed'}`}>
      <div class="line">
        <h1>
          <a href="/executions" class="back" aria-label="All executions" title="All executions (Esc)">
            ‹
          </a>
          <a href={`/executions?machine=${encodeURIComponent(machine.split('/')[0] ?? '')}`} class="machine">
            {machine}
          </a>
          <span class="muted"> / </span>
          <span class="name" title={view.executionArn}>
            {name}
          </span>
        </h1>
        <Status status={view.status} />
        {failedAt === undefined ? null : (
          <span>
            at{' '}
            <button
              type="button"
              class="link"
              onClick={() => selectState(failedAt.path, view, { ...view.items, ...failedAt.items })}
            >
              {failedAt.name}
            </button>
            {failedAt.attempts > 1 ? `, attempt ${failedAt.attempt} of ${failedAt.attempts}` : ''}
            {Object.values(failedAt.items).map((item) => `, item ${item}`)}
          </span>
        )}
        <span class="grow" />
        <span class="facts muted">
          <time title={isoText(startedAt)}>{timeText(startedAt)}</time>
          <span title={stoppedAt === undefined ? 'so far' : `until ${isoText(stoppedAt)}`}>
            {durationText((stoppedAt ?? asOf) - startedAt)}
          </span>
          {price === undefined ? null : (
            <span title={`${plural(transitions, 'state transition')}; calls of services are not included`}>
              {priceText(price)}
            </span>
          )}
          {redriveCount > 0 ? <span>{plural(redriveCount, 'redrive')}</span> : null}
        </span>
      </div>
      <Failure view={view} />
      <ExecutionActs view={view} onChanged={onChanged} />
      {parts.length === 0 ? null : (
        <div class="parts">
          {parts.map((Part, index) => (
            <Part key={String(index)} execution={view} />
          ))}
        </div>
      )}
    </header>
  );
}

function Failure({ view: { failure } }: { readonly view: ShownExecution }) {
  const [isOpen, setOpen] = useState(false);
  if (failure === undefined) return null;
  const { error, reason = '', source } = failure;
  const [first = '', ...more] = reason.trim().split('\n');
  const hasMore = more.length > 0 || first.length > 300;
  return (
    <div class="failure-line">
      <b>{error ?? 'no error name'}</b>
      <span class="reason">{isOpen ? reason : first.slice(0, 300)}</span>
      {source === undefined ? null : <code>{source}</code>}
      {hasMore ? (
        <button type="button" class="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'less' : 'more'}
        </button>
      ) : null}
    </div>
  );
}
