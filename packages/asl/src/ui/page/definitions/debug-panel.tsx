import { useRef, useState } from 'preact/hooks';
import type { CallAnswer } from '../../../interpreter';
import type { DebugView } from '../../definitions/debugger/debug-session';
import { JsonField, jsonProblem, prettyJson } from '../parts/json-field';
import { JsonText } from '../parts/json-text';
import { Problem } from '../parts/problem';
import { useAct } from '../parts/use-act';
import { useKeys } from '../shell/keys';

interface PanelProps {
  readonly debug: DebugView;
  readonly selectedName: string | undefined;
  readonly onToggle: (name: string) => void;
  readonly onErrors: (onErrors: boolean) => void;
  readonly onChanged: () => void;
}

/** What a person has changed: only that is sent. */
interface Fields {
  readonly input: string;
  readonly variables: string;
  readonly result: string;
  readonly error: string;
  readonly cause: string;
}

/** The commands of the debugger, and the data at its pause, which can be changed before it goes on. */
export function DebugPanel({ debug, selectedName, onToggle, onErrors, onChanged }: PanelProps) {
  const { id, pause, behind, breakpoints, hasEnded } = debug;
  const shown = fieldsOf(pause);
  const [fields, setFields] = useState(shown);
  // A key may be pressed before what was typed is rendered.
  const typed = useRef(shown);
  const resume = useAct<DebugView>('debug/resume');
  const stop = useAct<DebugView>('debug/stop');
  const set = (change: Partial<Fields>): void => {
    typed.current = { ...typed.current, ...change };
    setFields(typed.current);
  };
  const isWrong = hasProblem(fields);
  const go = async (mode: 'step' | 'continue'): Promise<void> => {
    if (pause === undefined || resume.isBusy || hasProblem(typed.current)) return;
    const done = await resume.run({ id, pause: pause.id, mode, ...changesOf(typed.current, shown) });
    if (done !== undefined) onChanged();
  };
  useKeys({ F8: () => void go('continue'), F10: () => void go('step') });
  return (
    <section class="debug-panel" aria-label="Debugger">
      <div class="buttons">
        <button
          type="button"
          class="primary"
          disabled={pause === undefined || isWrong}
          onClick={() => void go('continue')}
        >
          Continue <kbd>F8</kbd>
        </button>
        <button type="button" disabled={pause === undefined || isWrong} onClick={() => void go('step')}>
          Step <kbd>F10</kbd>
        </button>
        <button type="button" disabled={hasEnded} onClick={() => void stop.run({ id }).then(onChanged)}>
          Stop
        </button>
        {selectedName === undefined ? null : (
          <button
            type="button"
            class="toggle"
            aria-pressed={breakpoints.includes(selectedName)}
            onClick={() => onToggle(selectedName)}
          >
            Breakpoint on {selectedName} <kbd>b</kbd>
          </button>
        )}
        <label class="check">
          <input type="checkbox" checked={debug.onErrors} onChange={(event) => onErrors(event.currentTarget.checked)} />
          Pause at errors
        </label>
      </div>
      {resume.error === undefined ? null : <Problem error={resume.error} />}
      {pause === undefined ? null : (
        <>
          <PauseText pause={pause} />
          {behind.length === 0 ? null : (
            <p class="muted small">
              Waiting behind it: {behind.map(({ stateName, mapIndexes }) => itemText(stateName, mapIndexes)).join(', ')}
            </p>
          )}
          <PauseFields pause={pause} fields={fields} set={set} />
        </>
      )}
    </section>
  );
}

type Pause = NonNullable<DebugView['pause']>;

const reasons: Readonly<Record<Pause['reason'], string>> = {
  start: 'at the start',
  step: 'after a step',
  breakpoint: 'at a breakpoint',
  error: 'at an error',
  noAnswer: 'because no mock answers',
};

function PauseText({ pause }: { readonly pause: Pause }) {
  const { kind, stateName, mapIndexes, attempt, reason } = pause;
  return (
    <h2>
      {kind === 'beforeState' ? 'Before' : 'After the call of'} {itemText(stateName, mapIndexes)}
      {attempt === 1 ? '' : `, attempt ${attempt}`} <span class="muted small">{reasons[reason]}</span>
    </h2>
  );
}

function PauseFields({
  pause,
  fields,
  set,
}: {
  readonly pause: Pause;
  readonly fields: Fields;
  readonly set: (change: Partial<Fields>) => void;
}) {
  const isTask = pause.type === 'Task';
  return (
    <>
      {pause.kind === 'afterCall' ? (
        <>
          {pause.problem === undefined ? null : (
            <p class="warning-text">{pause.problem}: write its result or its error.</p>
          )}
          <Shown label="Call" value={pause.arguments} />
        </>
      ) : null}
      {isTask ? (
        <>
          <JsonField
            label={pause.kind === 'afterCall' ? 'Result' : 'Result of the call'}
            value={fields.result}
            onInput={(result) => set({ result, error: '' })}
            hint={
              pause.kind === 'afterCall'
                ? 'used by the state instead of the answer'
                : 'of its mock; change it to answer the call yourself'
            }
          />
          <div class="pair">
            <label>
              Or error
              <input type="text" value={fields.error} onInput={(event) => set({ error: event.currentTarget.value })} />
            </label>
            <label>
              Cause
              <input type="text" value={fields.cause} onInput={(event) => set({ cause: event.currentTarget.value })} />
            </label>
          </div>
        </>
      ) : null}
      {pause.kind === 'beforeState' ? (
        <>
          <JsonField label="Input" value={fields.input} onInput={(input) => set({ input })} />
          <JsonField label="Variables" rows={4} value={fields.variables} onInput={(variables) => set({ variables })} />
          {Object.keys(pause.outerVariables).length === 0 ? null : (
            <Shown label="Variables of the scopes around it" value={pause.outerVariables} />
          )}
        </>
      ) : null}
    </>
  );
}

function Shown({ label, value }: { readonly label: string; readonly value: unknown }) {
  return (
    <>
      <h3>{label}</h3>
      <pre class="block">
        <JsonText text={prettyJson(value)} />
      </pre>
    </>
  );
}

function hasProblem({ input, variables, result }: Fields): boolean {
  return [input, variables, result].some((text) => jsonProblem(text) !== undefined);
}

function fieldsOf(pause: Pause | undefined): Fields {
  const answer = pause?.kind === 'afterCall' ? pause.answer : pause?.upcoming;
  return {
    input: pause?.kind === 'beforeState' ? prettyJson(pause.input) : '',
    variables: pause?.kind === 'beforeState' ? prettyJson(pause.variables) : '',
    ...answerFields(answer),
  };
}

function answerFields(answer: CallAnswer | undefined): Pick<Fields, 'result' | 'error' | 'cause'> {
  if (answer === undefined) return { result: '', error: '', cause: '' };
  if ('result' in answer) return { result: prettyJson(answer.result), error: '', cause: '' };
  return { result: '', error: answer.error, cause: answer.cause ?? '' };
}

/** What was not changed is not sent: a mock that lists answers keeps its place. */
function changesOf(fields: Fields, shown: Fields): Partial<Fields> {
  const isAnswered = (['result', 'error', 'cause'] as const).some((name) => fields[name] !== shown[name]);
  const { input, variables, result, error, cause } = fields;
  return {
    ...(input === shown.input ? {} : { input }),
    ...(variables === shown.variables ? {} : { variables }),
    ...(isAnswered ? (error === '' ? { result } : { error, cause }) : {}),
  };
}

function itemText(name: string, mapIndexes: readonly number[]): string {
  return mapIndexes.length === 0 ? name : `${name} [${mapIndexes.join('.')}]`;
}
