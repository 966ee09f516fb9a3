import {
  CopyCommand,
  durationText,
  get,
  isoText,
  PayloadView,
  Problem,
  timeText,
  useResource,
  type ViewProps,
} from '@document-pipelines/asl/ui/page';
import { useState } from 'preact/hooks';
import type { ShownLetter } from '../../dead-letters/dead-letter-model';
import { ExecutionLink } from '../execution-link';
import { Facts } from '../facts';
import { PageHead } from '../page-head';
import { targetOf } from './letter-address';
import { RedriveButton } from './redrive-button';

/** One dead letter. */
export function DeadLetterPage({ parameters }: ViewProps) {
  const id = parameters['id'] ?? '';
  const letter = useResource<ShownLetter>('dead-letter', { id });
  return (
    <div class="one">
      <PageHead back="/dead-letters" label="All dead letters" title={letter.value?.name ?? 'Dead letter'}>
        {letter.value === undefined ? null : (
          <p>
            <b>{letter.value.state}</b> <span class="bad-text">{letter.value.error}</span>
          </p>
        )}
      </PageHead>
      {letter.error === undefined ? null : <Problem error={letter.error} onRetry={letter.reload} />}
      {letter.value === undefined ? (
        letter.isLoading ? (
          <p class="empty">Reading the dead letter …</p>
        ) : null
      ) : (
        <Letter letter={letter.value} />
      )}
    </div>
  );
}

function Letter({ letter }: { readonly letter: ShownLetter }) {
  const { documentId, executionArn, status, sentAt, attempts, checkpoint, definitionVersion, sentBy, command } = letter;
  return (
    <div class="one-body">
      <div class="acts">
        <RedriveButton targets={[targetOf(letter)]} command={command} />
        <DryRun id={letter.id} />
      </div>
      <Facts
        facts={[
          ['Execution', <ExecutionLink arn={executionArn} />],
          [
            'Ledger',
            documentId === undefined ? undefined : (
              <a href={`/ledger/${documentId}`}>
                {status ?? 'row'} <code>{documentId.slice(0, 16)}</code>
              </a>
            ),
          ],
          ['Kind', `${letter.kind}, attempt ${attempts}`],
          ['A redrive', letter.next],
          ['Checkpoint', checkpoint],
          [
            'Sent',
            sentAt === undefined ? undefined : (
              <time title={isoText(sentAt)}>
                {timeText(sentAt)}, {durationText(Date.now() - sentAt)} ago, by {sentBy}
              </time>
            ),
          ],
          ['Definition', definitionVersion === undefined ? undefined : <code>{definitionVersion}</code>],
          [
            'Files',
            letter.files.length === 0 ? undefined : letter.files.map((file) => <code key={file}>{file} </code>),
          ],
          [
            'Console',
            letter.consoleUrl === undefined || !letter.consoleUrl.startsWith('https://') ? undefined : (
              <a href={letter.consoleUrl} target="_blank" rel="noreferrer">
                Step Functions console
              </a>
            ),
          ],
          ['Terminal', <CopyCommand command={command} />],
        ]}
      />
      <h2>Cause</h2>
      <PayloadView payload={letter.cause} label="cause" />
      <h2>Input of the execution</h2>
      <PayloadView payload={letter.input} label="input" />
    </div>
  );
}

/** Asks what a redrive would do: it reads all evidence, which takes a while on an account. */
function DryRun({ id }: { readonly id: string }) {
  const [said, setSaid] = useState<string | undefined>();
  const ask = async (): Promise<void> => {
    setSaid('…');
    const asked = get<{ readonly would: string }>('dead-letter/dry-run', { id });
    setSaid(
      await asked.then(
        ({ would }) => `It ${would}`,
        (error: Error) => error.message,
      ),
    );
  };
  return (
    <>
      <button type="button" disabled={said === '…'} onClick={() => void ask()}>
        Dry run
      </button>
      <span role="status">{said}</span>
    </>
  );
}
