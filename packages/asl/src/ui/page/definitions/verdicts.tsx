import type { CaseCounts } from '../../definitions/definition-rows';
import { countText, plural } from '../shell/format';

/** An icon of a finding: a cross or a triangle. Its word is next to it. */
export function SeverityIcon({ severity }: { readonly severity: 'error' | 'warning' | 'fine' }) {
  const shapes = { error: 'M5 5l6 6M11 5l-6 6', warning: 'M8 5v4M8 11.3v.1', fine: 'M4.6 8.4l2.4 2.4L11.6 6' };
  return (
    <svg class={`icon severity severity-${severity}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {severity === 'warning' ? (
        <path class="shape" d="M8 1.5L15 14H1z" />
      ) : (
        <circle class="shape" cx="8" cy="8" r="7" />
      )}
      <path class="sign" d={shapes[severity]} />
    </svg>
  );
}

/** Errors and warnings in words. */
export function Verdict({ errors, warnings }: { readonly errors: number; readonly warnings: number }) {
  if (errors + warnings === 0)
    return (
      <span class="verdict">
        <SeverityIcon severity="fine" /> no findings
      </span>
    );
  return (
    <span class="verdict">
      {errors === 0 ? null : (
        <span class="bad-text">
          <SeverityIcon severity="error" /> {plural(errors, 'error')}
        </span>
      )}
      {warnings === 0 ? null : (
        <span class="warning-text">
          <SeverityIcon severity="warning" /> {plural(warnings, 'warning')}
        </span>
      )}
    </span>
  );
}

/** How cases are doing, in words. */
export function CaseVerdict({ cases }: { readonly cases: CaseCounts }) {
  const { kind, passed, total, problem } = cases;
  if (kind === 'none') return <span class="muted">no cases</span>;
  if (kind === 'blocked')
    return (
      <span class="bad-text" title={problem}>
        cannot be run
      </span>
    );
  const counts = `${countText(passed)}/${countText(total)}`;
  if (kind === 'running') return <span class="muted">running {total === 0 ? '…' : counts}</span>;
  return passed === total ? (
    <span class="verdict">
      <SeverityIcon severity="fine" /> {counts}
    </span>
  ) : (
    <span class="bad-text verdict">
      <SeverityIcon severity="error" /> {counts}
    </span>
  );
}
