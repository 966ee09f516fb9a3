import { join } from 'node:path';
import { type LiveTopics, NotFoundError, toPayload, type UiPages } from '@document-pipelines/asl/ui';
import type { Account } from '../../account';
import type { ReceivedDeadLetter } from '../../ledger/dead-letter';
import { describeDeadLetter } from '../../ledger/describe-dead-letter';
import { takeCurrentVersions } from '../../ledger/redrive/current-versions';
import { redrive } from '../../ledger/redrive/redrive';
import { deedText } from '../../ledger/redrive/result-text';
import type { KnownNames } from '../known-names';
import { watchTopic } from '../watch-topic';
import { countLetters } from './count-letters';
import type { ListedLetter, ShownLetter } from './dead-letter-model';
import { filterLetters } from './letter-filter';
import { LetterReader, type ReadLetters } from './letter-reader';
import { redriveAct } from './redrive-act';

/** The dead letters, and the act `redrive`. */
export function deadLetterPages(account: Account, names: KnownNames, now = Date.now): UiPages {
  const reader = new LetterReader(account, names, now);
  let live: LiveTopics | undefined;
  const onChange = (): void => {
    reader.forget();
    live?.publish('dead-letters');
  };
  return {
    module: join(__dirname, '..', 'page', 'dead-letters', 'index.ts'),
    routes: [
      {
        path: 'dead-letters',
        answer: async (query) => filterLetters(await reader.read(Number(query.get('after') ?? 0)), query),
      },
      { path: 'dead-letter', answer: async (query) => showLetter(account, find(await reader.read(), query)) },
      {
        path: 'dead-letter/dry-run',
        answer: async (query) => ({ would: await dryRun(account, find(await reader.read(), query).received) }),
      },
    ],
    acts: [redriveAct(account, { names, now, onDone: onChange })],
    watch(topics) {
      live = topics;
      const queue = { isWatched: () => topics.isWatched(), publish: onChange };
      return watchTopic(queue, { topic: 'dead-letters', kind: account.kind, look: () => countLetters(account) });
    },
  };
}

interface FoundLetter {
  readonly listed: ListedLetter;
  readonly received: ReceivedDeadLetter;
}

function find({ letters, received }: ReadLetters, query: URLSearchParams): FoundLetter {
  const id = query.get('id') ?? '';
  const [listed, letter] = [letters.find((each) => each.id === id), received.get(id)];
  if (listed === undefined || letter === undefined)
    throw new NotFoundError('the dead letter is no longer in the queue: it was redriven or removed');
  return { listed, received: letter };
}

async function showLetter(account: Account, { listed, received }: FoundLetter): Promise<ShownLetter> {
  const described = await describeDeadLetter(account, received);
  const { cause, input, checkpoint, definitionVersion, sentBy, history, log, consoleUrl } = described;
  return {
    ...listed,
    cause: toPayload(cause),
    input: toPayload(typeof input === 'string' ? input : JSON.stringify(input)),
    checkpoint,
    ...(definitionVersion === undefined ? {} : { definitionVersion }),
    sentBy,
    files: [history, log].filter((file) => file !== undefined),
    ...(consoleUrl === undefined ? {} : { consoleUrl }),
    command: account.commands.redrive(listed.documentId ?? listed.executionArn),
  };
}

/** What `pipelines redrive --dry-run` says. */
async function dryRun(account: Account, letter: ReceivedDeadLetter): Promise<string> {
  const { letters } = await takeCurrentVersions(account, [letter]);
  const id = letters[0]?.documentId ?? letter.executionArn;
  const results = await redrive(account, { ids: [id] }, { dryRun: true, followSeconds: 0 });
  return results.map((result) => deedText(result, { dryRun: true })).join('; ');
}
