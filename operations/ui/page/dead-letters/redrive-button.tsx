import { CopyCommand, Problem, plural, session, timeText, useAct, useKeys } from '@document-pipelines/asl/ui/page';
import { useState } from 'preact/hooks';
import type { RedriveAnswer, RedriveTarget } from '../../dead-letters/dead-letter-model';
import { ExecutionLink } from '../execution-link';

/** What may be redriven: an act names it by its id, a person by its name. */
export interface NamedTarget extends RedriveTarget {
  readonly name: string;
}

/** Names that a button has. */
const mostNamed = 3;

/** Redrives, and says of each target what was started or why not. */
export function RedriveButton({
  targets,
  command,
  isOptional = false,
  onDone,
}: {
  readonly targets: readonly NamedTarget[];
  /** What does it in the terminal: shown where the page may change nothing. */
  readonly command?: string;
  /** Without targets there is no button; what was answered stays. */
  readonly isOptional?: boolean;
  readonly onDone?: (answers: readonly RedriveAnswer[]) => void;
}) {
  const [answers, setAnswers] = useState<readonly RedriveAnswer[]>([]);
  const { run, reset, confirm, error, isBusy } = useAct<readonly RedriveAnswer[]>('redrive');
  const send = async (): Promise<void> => {
    if (isBusy || targets.length === 0) return;
    const done = await run({ targets: targets.map(({ id, executionArn }) => ({ id, executionArn })) });
    if (done === undefined) return;
    setAnswers(done);
    onDone?.(done);
  };
  useKeys({ 'Control+Enter': () => void send() });
  if (session.value?.writes === false)
    return command === undefined ? null : (
      <p class="muted">
        Shown read-only. <CopyCommand command={command} />
      </p>
    );
  return (
    <div class="redrive">
      {isOptional && targets.length === 0 && !isBusy ? null : (
        <button type="button" class="primary" disabled={targets.length === 0 || isBusy} onClick={() => void send()}>
          {isBusy ? 'Redriving …' : `Redrive ${textOf(targets)}`} <kbd>Ctrl ↵</kbd>
        </button>
      )}
      {confirm === undefined ? null : (
        <p class="confirm" role="alert">
          {confirm}
          <button type="button" class="danger" onClick={() => void send()}>
            Confirm <kbd>Ctrl ↵</kbd>
          </button>
          <button type="button" onClick={reset}>
            Cancel
          </button>
        </p>
      )}
      {error === undefined ? null : <Problem error={error} />}
      {answers.length === 0 ? null : (
        <div class="answers" role="status">
          <ul>
            {answers.map((answer) => (
              <Answer key={answer.id} answer={answer} />
            ))}
          </ul>
          <button type="button" class="quiet" onClick={() => setAnswers([])}>
            Close
          </button>
        </div>
      )}
    </div>
  );
}

function textOf(targets: readonly NamedTarget[]): string {
  if (targets.length === 0) return '…';
  const names = targets.slice(0, mostNamed).map(({ name }) => name);
  const more = targets.length > mostNamed ? [`${targets.length - mostNamed} more`] : [];
  const sort = targets.every(({ id }) => id.startsWith('arn:')) ? 'execution' : 'document';
  return `${plural(targets.length, sort)}: ${[...names, ...more].join(', ')}`;
}

const icons = { done: '✓', overtaken: '!', 'not done': '✕' } as const;

function Answer({ answer: { name, kind, text, executionArn, by, at } }: { readonly answer: RedriveAnswer }) {
  return (
    <li class={kind === 'done' ? '' : 'bad-text'}>
      {icons[kind]} <b>{name}</b>: {text}
      {by === undefined ? '' : ` (by ${by}${at === undefined ? '' : `, ${timeText(Date.parse(at))}`})`}
      {executionArn === undefined ? null : (
        <>
          {' '}
          <ExecutionLink arn={executionArn}>Execution</ExecutionLink>
        </>
      )}
    </li>
  );
}
