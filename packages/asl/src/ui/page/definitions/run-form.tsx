import { useEffect, useRef, useState } from 'preact/hooks';
import type { DebugView } from '../../definitions/debugger/debug-session';
import type { DefinitionView } from '../../definitions/definition-view';
import type { LocalRun } from '../../definitions/runs/local-runs';
import { executionAddress } from '../executions/address';
import { JsonField } from '../parts/json-field';
import { Problem } from '../parts/problem';
import { useAct } from '../parts/use-act';
import { navigate } from '../shell/location';
import { debugAddress } from './address';

/** What the form is for. */
export type RunMode = 'run' | 'debug';

/** Runs or debugs a definition with an input and mocks, in simulated time. */
export function RunForm({
  view,
  mode,
  caseName: given,
  breakpoints,
  onClose,
}: {
  readonly view: DefinitionView;
  readonly mode: RunMode;
  readonly caseName?: string;
  readonly breakpoints: readonly string[];
  readonly onClose: () => void;
}) {
  const { file, name, caseRows } = view;
  const dialog = useRef<HTMLDialogElement>(null);
  const [caseName, setCase] = useState(given ?? '');
  const [input, setInput] = useState('');
  const [mocks, setMocks] = useState('');
  const run = useAct<{ readonly run: LocalRun }>('definitions/run');
  const debug = useAct<DebugView>('debug/start');
  useEffect(() => dialog.current?.showModal(), []);
  const { error, isBusy } = mode === 'run' ? run : debug;
  const submit = async (): Promise<void> => {
    const request = { file, caseName, input, mocks };
    if (mode === 'run') {
      const done = await run.run(request);
      if (done !== undefined) navigate(executionAddress({ machine: name, name: done.run.id }));
    } else {
      const done = await debug.run({ ...request, breakpoints, onErrors: true });
      if (done !== undefined) navigate(debugAddress(file, done.id));
    }
  };
  return (
    <dialog ref={dialog} class="form-dialog" aria-labelledby="run-title" onClose={onClose}>
      <h2 id="run-title">
        {mode === 'run' ? 'Run' : 'Debug'} {name}
      </h2>
      <p class="muted small">Tasks are answered by mocks, and time is simulated: nothing is called.</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <label class="field">
          Input and mocks of
          <select value={caseName} onChange={(event) => setCase(event.currentTarget.value)}>
            <option value="">what all cases share</option>
            {caseRows.map((row) => (
              <option key={row.name} value={row.name}>
                {row.name}
              </option>
            ))}
          </select>
        </label>
        <JsonField
          label="Another input"
          rows={4}
          value={input}
          onInput={setInput}
          hint="JSON; empty: that of the case"
        />
        <JsonField
          label="More mocks"
          rows={4}
          isJson={false}
          value={mocks}
          onInput={setMocks}
          hint="YAML by state, as in a cases file. StateName: { return: … } or { throw: { error: … } }"
        />
        {error === undefined ? null : <Problem error={error} />}
        <p class="buttons">
          <button type="submit" class="primary" disabled={isBusy}>
            {mode === 'run' ? 'Run' : 'Debug'}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel <kbd>Esc</kbd>
          </button>
        </p>
      </form>
    </dialog>
  );
}
