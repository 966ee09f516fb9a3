import { timeText } from './format';
import { connection } from './live';

/** Whether what is shown is live, in words. */
export function Connection() {
  const { kind, seenAt } = connection.value;
  if (kind === 'lost')
    return (
      <span class="connection lost" role="status">
        not connected, as of {timeText(seenAt)}
      </span>
    );
  return (
    <span class="connection" role="status">
      <i class={kind} aria-hidden="true" />
      {kind === 'live' ? 'live' : 'connecting'}
    </span>
  );
}
