import { useState } from 'preact/hooks';
import type { ReadableFailure } from '../../model/readable-failure';
import type { CaughtBy } from '../../model/state-detail';
import { bytesText } from '../shell/format';

/** Why an attempt failed: the function's own error and stack, never hidden behind what wraps them. */
export function FailureView({
  failure,
  caughtBy,
  href,
}: {
  readonly failure: ReadableFailure | undefined;
  readonly caughtBy: CaughtBy | undefined;
  readonly href: string | undefined;
}) {
  const [isRaw, setRaw] = useState(false);
  if (failure === undefined) return <p class="muted">This attempt did not fail.</p>;
  const { error, reason, stack, source, cause, causeBytes = 0 } = failure;
  const hasRaw = cause !== undefined && cause !== reason;
  return (
    <div class="failure-view">
      <p class="error-name">{error ?? 'without an error name'}</p>
      {reason === undefined ? <p class="muted">without a cause</p> : <p class="error-reason">{reason}</p>}
      {caughtBy === undefined ? null : (
        <p>
          Caught: <code>{caughtBy.errors.join(', ')}</code> → <b>{caughtBy.next}</b>
        </p>
      )}
      {stack.length === 0 ? null : (
        <pre class="block stack" tabIndex={0} aria-label="stack">
          {stack.map((line, index) => (
            <span
              key={String(index)}
              class={
                source !== undefined && line.includes(source) ? 'own' : /node_modules|node:/.test(line) ? 'foreign' : ''
              }
            >
              {line}
              {'\n'}
            </span>
          ))}
        </pre>
      )}
      {hasRaw ? (
        <>
          <button type="button" class="link" aria-expanded={isRaw} onClick={() => setRaw(!isRaw)}>
            Cause as it is in the history, {bytesText(causeBytes)}
          </button>
          {isRaw ? (
            <pre class="block" tabIndex={0} aria-label="cause">
              {cause}
            </pre>
          ) : null}
          {href !== undefined && causeBytes > (cause ?? '').length ? (
            <a href={href} download>
              Download
            </a>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
