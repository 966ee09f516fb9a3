import { useEffect, useState } from 'preact/hooks';
import { FormDialog } from '../parts/form-dialog';
import { JsonField, jsonProblem, prettyText } from '../parts/json-field';
import { Problem } from '../parts/problem';
import { useAct } from '../parts/use-act';
import { useResource } from '../shell/use-resource';
import { addressOfArn } from './address';
import type { ShownExecution } from './use-execution';

/** Starts another execution of the same state machine, with the same input or another one. */
export function RunAgainDialog({ view, onClose }: { readonly view: ShownExecution; readonly onClose: () => void }) {
  const { machine, executionArn } = view;
  const act = useAct<{ readonly executionArn: string }>('execution/start');
  const given = useResource<{ readonly text: string | null }>('execution/input', { machine, name: view.name });
  const [input, setInput] = useState<string>();
  const [name, setName] = useState(() => freshName(view.name, new Date()));
  const same = prettyText(given.value?.text ?? '');
  useEffect(() => {
    if (given.value !== undefined) setInput((typed) => typed ?? same);
  }, [given.value]);
  const started = act.done?.executionArn;
  const text = input ?? '';
  const isRight = given.value !== undefined && text.trim() !== '' && jsonProblem(text) === undefined;
  const submit = (): void => {
    // What was not changed is sent as it was: numbers keep their digits.
    void act.run({ executionArn, name, ...(text === same ? {} : { input: text }) });
  };
  return (
    <FormDialog
      title={`Run ${machine} again`}
      act={act}
      label="Run"
      disabled={!isRight || name === ''}
      isDone={started !== undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      {started === undefined ? null : (
        <p role="status">
          Started <a href={addressOfArn(started)}>{name}</a>
        </p>
      )}
      <label class="field">
        Name
        <input
          type="text"
          maxLength={80}
          value={name}
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      {given.error === undefined ? null : <Problem error={given.error} onRetry={given.reload} />}
      <JsonField
        label="Input"
        rows={12}
        value={text}
        onInput={setInput}
        hint={
          given.value?.text === null
            ? 'the input of the execution cannot be read: write it'
            : text === same
              ? 'as in the execution'
              : 'changed'
        }
      />
    </FormDialog>
  );
}

/** A name that has not been used: that of the execution, and the time. */
function freshName(name: string, now: Date): string {
  const time = now.toISOString().replaceAll(/[-:]|\..*$/g, '');
  const stem = name.split(':')[0]?.replace(/-again-\w+$/, '') ?? '';
  return `${stem.slice(0, 57)}-again-${time}`;
}
