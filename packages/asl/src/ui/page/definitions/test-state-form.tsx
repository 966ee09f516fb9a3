import { useEffect, useState } from 'preact/hooks';
import type { TestStateResponse } from '../../../interpreter';
import type { OutlineState } from '../../definitions/definition-view';
import type { StateExample } from '../../definitions/runs/state-test';
import { JsonField, prettyText } from '../parts/json-field';
import { JsonText } from '../parts/json-text';
import { Problem } from '../parts/problem';
import { useAct } from '../parts/use-act';
import { useResource } from '../shell/use-resource';

/** Tests one state with input, variables and a mocked result or error, as the API TestState does. */
export function TestStateForm({ file, state }: { readonly file: string; readonly state: OutlineState }) {
  const { path, type } = state;
  const example = useResource<{ readonly example?: StateExample }>('definition/example', { file, path }).value?.example;
  const [form, setForm] = useState({
    input: '',
    variables: '',
    result: '',
    error: '',
    cause: '',
    fieldValidation: 'PRESENT',
  });
  const [isTouched, setTouched] = useState(false);
  const { done, error, isBusy, run } = useAct<TestStateResponse>('definitions/test-state');
  useEffect(() => {
    if (example === undefined || isTouched) return;
    const { input = '{}', variables, result = '' } = example;
    setForm((before) => ({ ...before, input, variables: prettyText(variables), result }));
  }, [example]);
  const set = (change: Partial<typeof form>): void => {
    setTouched(true);
    setForm({ ...form, ...change });
  };
  const isCalled = type === 'Task' || type === 'Map' || type === 'Parallel';
  const submit = (): void => {
    const { result, error: name, cause, fieldValidation, ...given } = form;
    const mock = isCalled ? (name === '' ? { result, fieldValidation } : { error: name, cause }) : {};
    void run({ file, path, ...given, ...mock });
  };
  return (
    <form
      class="test-state"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
      }}
    >
      {example === undefined ? null : <p class="muted small">As in the case “{example.caseName}”.</p>}
      <JsonField label="Input" value={form.input} onInput={(input) => set({ input })} />
      <JsonField label="Variables" rows={3} value={form.variables} onInput={(variables) => set({ variables })} />
      {isCalled ? (
        <>
          <JsonField label="Mocked result" value={form.result} onInput={(result) => set({ result })} />
          {type === 'Task' ? (
            <label class="field">
              The result is compared with the API
              <select
                value={form.fieldValidation}
                onChange={(event) => set({ fieldValidation: event.currentTarget.value })}
              >
                <option value="STRICT">STRICT: it has every required member</option>
                <option value="PRESENT">PRESENT: the members that it has</option>
                <option value="NONE">NONE</option>
              </select>
            </label>
          ) : null}
          <div class="pair">
            <label>
              Or error
              <input type="text" value={form.error} onInput={(event) => set({ error: event.currentTarget.value })} />
            </label>
            <label>
              Cause
              <input type="text" value={form.cause} onInput={(event) => set({ cause: event.currentTarget.value })} />
            </label>
          </div>
        </>
      ) : null}
      <p>
        <button type="submit" class="primary" disabled={isBusy}>
          Run state <kbd>Ctrl+Enter</kbd>
        </button>
      </p>
      <div aria-live="polite">
        {error === undefined ? null : <Problem error={error} />}
        {done === undefined ? null : <TestResult response={done} />}
      </div>
    </form>
  );
}

function TestResult({ response }: { readonly response: TestStateResponse }) {
  const { status, nextState, error, cause, output, inspectionData } = response;
  const { errorDetails, variables, ...steps } = inspectionData ?? {};
  const isFine = status === 'SUCCEEDED';
  return (
    <section class="test-result">
      <h3 class={isFine ? 'ok-text' : status === 'FAILED' ? 'bad-text' : 'warning-text'}>
        {status}
        {nextState === undefined ? '' : ` → ${nextState}`}
        {errorDetails?.retryBackoffIntervalSeconds === undefined
          ? ''
          : `, again after ${errorDetails.retryBackoffIntervalSeconds} s`}
      </h3>
      {error === undefined ? null : (
        <p>
          <b>{error}</b> {cause}
        </p>
      )}
      <Value label="Output" text={output} />
      <Value label="Variables" text={variables} />
      <details>
        <summary>Step by step</summary>
        {Object.entries(steps).map(([name, text]) => (
          <Value key={name} label={name} text={String(text)} />
        ))}
      </details>
    </section>
  );
}

function Value({ label, text }: { readonly label: string; readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <>
      <h4>{label}</h4>
      <pre class="block">
        <JsonText text={prettyText(text)} />
      </pre>
    </>
  );
}
