import { ActButton, CopyCommand, Problem, plural, session, useResource } from '@document-pipelines/asl/ui/page';
import { useState } from 'preact/hooks';
import type { ShownResume } from '../../batches/batch-model';
import { batchAddress } from './batches-page';

/** What a resume would start, by name, and the button that starts exactly that. */
export function ResumeForm({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const resume = useResource<ShownResume>('batch/resume', { id });
  const [started, setStarted] = useState<string | undefined>();
  const { value, error } = resume;
  if (started !== undefined)
    return (
      <p role="status">
        <a href={batchAddress(started)}>{started}</a> runs.
      </p>
    );
  if (value === undefined)
    return error === undefined ? (
      <p class="muted">Looking at what can be resumed …</p>
    ) : (
      <Problem error={error} onRetry={resume.reload} />
    );
  const { input, leftOut, command } = value;
  const { batchId, documents } = input;
  return (
    <>
      <h3>
        {documents.length === 0 ? 'Nothing can be resumed' : `${plural(documents.length, 'document')} would run again`}
      </h3>
      <ul>
        {documents.map(({ documentId, key }) => (
          <li key={documentId}>{key}</li>
        ))}
      </ul>
      {leftOut.length === 0 ? null : <h3>Skipped</h3>}
      <ul>
        {leftOut.map(({ key, why, fix }) => (
          <li key={key}>
            {key}: {why} {fix === undefined ? null : <CopyCommand command={fix} />}
          </li>
        ))}
      </ul>
      <div class="commands">
        {documents.length === 0 ? null : (
          <ActButton<{ readonly batchId: string }>
            name="batches/resume"
            input={input}
            label={`Start ${batchId} of ${plural(documents.length, 'document')}`}
            onDone={(done) => {
              setStarted(done.batchId);
              return undefined;
            }}
          />
        )}
        <button type="button" onClick={onClose}>
          Close
        </button>
        {session.value?.writes === false ? <span class="muted">Read-only here. In a terminal:</span> : null}
        <CopyCommand command={command} />
      </div>
    </>
  );
}
