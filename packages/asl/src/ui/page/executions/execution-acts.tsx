import { useState } from 'preact/hooks';
import type { OfferedActs } from '../../executions/acts/offered-acts';
import { CopyCommand } from '../parts/copy-command';
import { useAct } from '../parts/use-act';
import { useKeys } from '../shell/keys';
import { session } from '../shell/session';
import { useResource } from '../shell/use-resource';
import { addressOfArn } from './address';
import { CaseDialog } from './case-dialog';
import { RunAgainDialog } from './run-again-dialog';
import { StopDialog } from './stop-dialog';
import type { ShownExecution } from './use-execution';

/** What a redrive has done. */
interface Redriven {
  readonly text: string;
  readonly executionArn?: string;
}

/** What can be done with the execution. What cannot is disabled, with the reason below. */
export function ExecutionActs({ view, onChanged }: { readonly view: ShownExecution; readonly onChanged: () => void }) {
  const { machine, name, executionArn, status, redriveCount, events } = view;
  const [dialog, setDialog] = useState<'stop' | 'start' | 'case'>();
  const redrive = useAct<Redriven>('execution/redrive');
  const offered = useResource<OfferedActs>(
    'execution/acts',
    { machine, name, as: `${status} ${redriveCount} ${events}` },
    { topic: 'executions', keep: true },
  );
  const { stop, redrive: again, start, closed } = offered.value ?? {};
  const readOnly = session.value?.writes === false;
  const isOff = closed !== undefined || readOnly;
  const canStart = start !== undefined && start.problem === undefined && !isOff;
  // Only keys of what opens a dialog: a letter that is typed by mistake changes nothing.
  useKeys({ c: () => setDialog('case'), r: () => canStart && setDialog('start') });
  const press = async (): Promise<void> => {
    if ((await redrive.run({ executionArn, redriveCount })) !== undefined) onChanged();
  };
  const close = (): void => setDialog(undefined);
  return (
    <div class="acts" role="group" aria-label="This execution">
      {stop === undefined ? null : (
        <button type="button" disabled={isOff || stop.problem !== undefined} onClick={() => setDialog('stop')}>
          Stop…
        </button>
      )}
      {again === undefined ? null : (
        <button
          type="button"
          class="primary"
          disabled={isOff || again.problem !== undefined || redrive.isBusy}
          title={again.command === undefined ? 'continue from the state that failed' : `as ${again.command}`}
          onClick={() => void press()}
        >
          {redrive.confirm === undefined ? 'Redrive' : 'Confirm the redrive'}
        </button>
      )}
      {start === undefined ? null : (
        <button type="button" disabled={!canStart} onClick={() => setDialog('start')}>
          Run again… <kbd>r</kbd>
        </button>
      )}
      <button type="button" onClick={() => setDialog('case')}>
        Copy as case <kbd>c</kbd>
      </button>
      <Outcome redrive={redrive} />
      {stop === undefined && again === undefined && start === undefined ? null : (
        <Reasons offered={offered.value ?? {}} isReadOnly={readOnly} />
      )}
      {dialog === 'stop' ? <StopDialog view={view} onDone={onChanged} onClose={close} /> : null}
      {dialog === 'start' ? <RunAgainDialog view={view} onClose={close} /> : null}
      {dialog === 'case' ? <CaseDialog view={view} onClose={close} /> : null}
    </div>
  );
}

function Outcome({ redrive: { confirm, error, done } }: { readonly redrive: ReturnType<typeof useAct<Redriven>> }) {
  return (
    <span role="status" class="small">
      {confirm}
      {error === undefined ? null : (
        <span class="bad-text">
          {error.message}
          {error.help === undefined ? '' : `: ${error.help}`}
        </span>
      )}
      {done === undefined ? null : (
        <>
          {done.text}{' '}
          {done.executionArn === undefined ? null : (
            <a href={addressOfArn(done.executionArn)}>{nameIn(done.executionArn)}</a>
          )}
        </>
      )}
    </span>
  );
}

/** Why something is off. */
function Reasons({
  offered: { stop, redrive, start, closed },
  isReadOnly,
}: {
  readonly offered: OfferedActs;
  readonly isReadOnly: boolean;
}) {
  if (isReadOnly)
    return <p class="muted small">The account is shown read-only: start the command again with --aws --write.</p>;
  if (closed !== undefined)
    return (
      <p class="muted small">
        {closed.reason}. To stop, redrive and run executions: <CopyCommand command={closed.command} />
      </p>
    );
  const reasons = Object.entries({ Stop: stop, Redrive: redrive, 'Run again': start }).flatMap(([act, offer]) =>
    offer?.problem === undefined ? [] : [`${act}: ${offer.problem}.`],
  );
  return reasons.length === 0 ? null : <p class="muted small">{reasons.join(' ')}</p>;
}

function nameIn(arn: string): string {
  return arn.split(':')[7] ?? arn;
}
