import { useState } from 'preact/hooks';
import type { AttemptDetail } from '../../model/state-detail';
import type { FunctionLog } from '../../sources/execution-source';
import { CopyCommand } from '../parts/copy-command';
import { Problem } from '../parts/problem';
import { clockText, plural } from '../shell/format';
import { useResource } from '../shell/use-resource';
import type { ShownExecution } from './use-execution';

/** What the function of an attempt wrote meanwhile. */
export function LogView({
  execution,
  attempt,
  functionName,
}: {
  readonly execution: ShownExecution;
  readonly attempt: AttemptDetail;
  readonly functionName: string;
}) {
  const [showAll, setShowAll] = useState(false);
  const { startedAt: from, endedAt: to } = attempt;
  const log = useResource<FunctionLog>('execution/log', {
    arn: execution.executionArn,
    function: functionName,
    from,
    to,
  });
  if (log.value === undefined)
    return log.error === undefined ? (
      <p class="muted">Reading the log …</p>
    ) : (
      <Problem error={log.error} onRetry={log.reload} />
    );
  const { lines, location, problem, isCut } = log.value;
  const own = lines.filter(({ isOwn }) => isOwn);
  const others = lines.length - own.length;
  const shown = showAll || own.length === 0 ? lines : own;
  return (
    <div class="log-view">
      <p class="muted small">
        <code>{location}</code>
        {isCut ? ', the last lines' : ''}
      </p>
      {problem === undefined ? null : <p class="muted">{problem}</p>}
      {problem !== undefined && location.startsWith('/aws/') ? (
        <CopyCommand command={`aws logs tail ${location} --since 1h`} />
      ) : null}
      {shown.length === 0 && problem === undefined ? <p class="muted">It wrote nothing in this time.</p> : null}
      {own.length === 0 && lines.length > 0 ? (
        <p class="muted">No line names this execution: these are all lines of this time.</p>
      ) : null}
      {shown.length === 0 ? null : (
        <pre class="block log" tabIndex={0} aria-label="log">
          {shown.map(({ at, text, isOwn }, index) => (
            <LogLine key={String(index)} at={at} text={text} isOwn={isOwn} />
          ))}
        </pre>
      )}
      {others > 0 && own.length > 0 ? (
        <label class="check">
          <input type="checkbox" checked={showAll} onChange={(event) => setShowAll(event.currentTarget.checked)} />
          {plural(others, 'line')} of other calls at the same time
        </label>
      ) : null}
    </div>
  );
}

/** JSON lines show their level and message first. */
function LogLine({
  at,
  text,
  isOwn,
}: {
  readonly at: number | undefined;
  readonly text: string;
  readonly isOwn: boolean;
}) {
  const { level, message, rest } = readLine(text);
  return (
    <span class={`log-line ${isOwn ? '' : 'other'} level-${level.toLowerCase()}`}>
      {at === undefined || at === 0 ? null : <time>{clockText(at, true)}</time>} {level === '' ? null : <b>{level}</b>}{' '}
      <span>{message}</span>
      {rest === '' ? null : <span class="muted"> {rest}</span>}
      {'\n'}
    </span>
  );
}

/** Members that every line has, and that the page shows already. */
const known = new Set([
  'level',
  'message',
  'timestamp',
  'time',
  'service',
  'sampling_rate',
  'xray_trace_id',
  'executionArn',
]);

function readLine(text: string): { readonly level: string; readonly message: string; readonly rest: string } {
  try {
    const value = JSON.parse(text) as Record<string, unknown>;
    const { level = '', message = '' } = value;
    const rest = Object.entries(value).filter(([name]) => !known.has(name));
    return {
      level: String(level),
      message: String(message),
      rest: rest.map(([name, each]) => `${name}=${JSON.stringify(each)}`).join(' '),
    };
  } catch {
    return { level: /\b(ERROR|WARN|INFO|DEBUG)\b/.exec(text)?.[0] ?? '', message: text, rest: '' };
  }
}
