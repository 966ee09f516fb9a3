/** How something is going: an icon, a word and a colour, never a colour alone. */
export type StatusLook = 'ok' | 'bad' | 'caught' | 'running' | 'stopped' | 'none';

/** What a status of an execution or a state looks like. */
const looks: Readonly<Record<string, readonly [StatusLook, string]>> = {
  SUCCEEDED: ['ok', 'Succeeded'],
  FAILED: ['bad', 'Failed'],
  TIMED_OUT: ['bad', 'Timed out'],
  ABORTED: ['stopped', 'Aborted'],
  RUNNING: ['running', 'Running'],
  PENDING_REDRIVE: ['stopped', 'Pending redrive'],
  succeeded: ['ok', 'Succeeded'],
  failed: ['bad', 'Failed'],
  timedOut: ['bad', 'Timed out'],
  caught: ['caught', 'Caught'],
  running: ['running', 'Running'],
  aborted: ['stopped', 'Stopped'],
  notReached: ['none', 'Not reached'],
};

/** Returns the look and the word of a status. */
export function statusLook(status: string): { readonly look: StatusLook; readonly word: string } {
  const [look, word] = looks[status] ?? ['none', status];
  return { look, word };
}

const shapes: Readonly<Record<StatusLook, string>> = {
  ok: 'M4 8.4l2.6 2.6L12 5.4',
  bad: 'M5 5l6 6M11 5l-6 6',
  caught: 'M8 4.2v4.6M8 11.4v.1',
  running: 'M6.4 4.8l4.8 3.2-4.8 3.2z',
  stopped: 'M5.6 5.6h4.8v4.8H5.6z',
  none: 'M5.5 8h5',
};

/** The icon of a status. It is decoration: its word is next to it, or its label. */
export function StatusIcon({ status, label }: { readonly status: string; readonly label?: string }) {
  const { look } = statusLook(status);
  const named = label === undefined ? { 'aria-hidden': true as const } : { role: 'img' as const, 'aria-label': label };
  return (
    <svg class={`icon icon-${look}`} viewBox="0 0 16 16" width="16" height="16" {...named}>
      <circle cx="8" cy="8" r="7" />
      <path d={shapes[look]} />
    </svg>
  );
}

/** Icon and word. */
export function Status({ status }: { readonly status: string }) {
  const { look, word } = statusLook(status);
  return (
    <span class={`status status-${look}`}>
      <StatusIcon status={status} />
      {word}
    </span>
  );
}
