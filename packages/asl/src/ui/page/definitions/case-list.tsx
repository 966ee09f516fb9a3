import type { UncoveredPart } from '../../definitions/definition-view';
import type { CaseRow } from '../../definitions/run-cases';
import { durationText } from '../shell/format';
import { Ticked } from './ticked';
import { SeverityIcon } from './verdicts';

/** Cases with what they did not meet; each can be run and debugged. */
export function CaseList({
  rows,
  onRun,
  onDebug,
}: {
  readonly rows: readonly CaseRow[];
  readonly onRun: (name: string) => void;
  readonly onDebug: (name: string) => void;
}) {
  if (rows.length === 0) return <p class="muted">No case.</p>;
  return (
    <ul class="cases">
      {rows.map(({ name, line, passed, status, duration, unmet }) => (
        <li key={name}>
          <p class="case">
            <SeverityIcon severity={passed ? 'fine' : 'error'} />
            <span class="visually-hidden">{passed ? 'passed: ' : 'failed: '}</span>
            <span class="name">{name}</span>
            <span class="muted small">
              :{line} · {status} after {durationText(duration)} simulated
            </span>
            <button type="button" class="quiet" onClick={() => onRun(name)}>
              Run
            </button>
            <button type="button" class="quiet" onClick={() => onDebug(name)}>
              Debug
            </button>
          </p>
          {unmet.map((each) => (
            <p key={each.message} class="bad-text small unmet">
              :{each.line} {each.message}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** What no case reaches, and what would reach it. */
export function UncoveredList({ parts }: { readonly parts: readonly UncoveredPart[] }) {
  if (parts.length === 0) return null;
  return (
    <section class="uncovered">
      <h3>No case reaches</h3>
      <ul>
        {parts.map(({ description, hint, line }) => (
          <li key={`${line} ${description}`}>
            <Ticked text={description} /> <span class="muted small">:{line}</span>
            <p class="muted small">
              <Ticked text={hint} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
