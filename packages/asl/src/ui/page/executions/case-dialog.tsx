import { useState } from 'preact/hooks';
import type { ShownCase } from '../../executions/case/case-routes';
import { FormDialog } from '../parts/form-dialog';
import { Problem } from '../parts/problem';
import { useAct } from '../parts/use-act';
import { apiAddress } from '../shell/api';
import { useResource } from '../shell/use-resource';
import type { ShownExecution } from './use-execution';

/** The execution as a case of `asl test`: to be copied, downloaded, or added to the cases of its definition. */
export function CaseDialog({
  view: { machine, name, executionArn, events },
  onClose,
}: {
  readonly view: ShownExecution;
  readonly onClose: () => void;
}) {
  const act = useAct<{ readonly name: string }>('execution/append-case');
  const [copied, setCopied] = useState<string>();
  const of = { machine, name, as: events };
  const { value, error } = useResource<ShownCase>('execution/case', of, { keep: true });
  const { text = '', missing = [], notes = [], unmet = [], file, definitionFile } = value ?? {};
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('Copied');
    } catch {
      setCopied('The browser does not allow it: select the text');
    }
  };
  return (
    <FormDialog
      title="Copy as case"
      act={act}
      label={file === undefined ? 'Copy' : `Add to ${file.split('/').at(-1)}`}
      disabled={file === undefined ? text === '' : missing.length > 0}
      isDone={act.done !== undefined}
      onSubmit={() => void (file === undefined ? copy() : act.run({ executionArn, file }))}
      onClose={onClose}
    >
      {error === undefined ? null : <Problem error={error} />}
      <Findings title="Missing, to be written by you" lines={missing} />
      <Findings title="When it is run, it differs" lines={unmet} />
      <Findings title="Note" lines={notes} />
      <p class="muted small">Inputs and results are copied as they are: look at them before you share the case.</p>
      <pre class="block" tabIndex={0} role="region" aria-label="case">
        {text}
      </pre>
      <p class="buttons">
        {file === undefined ? null : (
          <button type="button" disabled={text === ''} onClick={() => void copy()}>
            Copy
          </button>
        )}
        <a href={apiAddress('execution/case-file', of)} download>
          Download
        </a>
        <span role="status">
          {act.done === undefined ? (
            copied
          ) : (
            <>
              Added as “{act.done.name}”:{' '}
              <a href={`/definitions/${encodeURIComponent(definitionFile ?? '')}?panel=cases`}>the cases</a>
            </>
          )}
        </span>
      </p>
    </FormDialog>
  );
}

function Findings({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}
