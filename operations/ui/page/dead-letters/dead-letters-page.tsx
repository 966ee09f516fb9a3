import {
  addressOfArn,
  type Column,
  changeQuery,
  countText,
  durationText,
  isoText,
  location,
  navigate,
  Problem,
  plural,
  SearchField,
  timeText,
  useKeys,
  useResource,
  WindowTable,
} from '@document-pipelines/asl/ui/page';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { LetterList, ListedLetter } from '../../dead-letters/dead-letter-model';
import { FilterSelect } from '../filter-select';
import { FilterToggles } from '../filter-toggles';
import { letterAddress, targetOf } from './letter-address';
import { RedriveButton } from './redrive-button';

/** The dead letters, the oldest first, and their redrive. */
export function DeadLettersPage(_: unknown) {
  const { query } = location.value;
  const [after, setAfter] = useState(0);
  const filter = {
    q: query.get('q') ?? '',
    error: query.get('error') ?? '',
    status: query.getAll('status'),
    kind: query.getAll('kind'),
  };
  const list = useResource<LetterList>('dead-letters', { ...filter, after }, { topic: 'dead-letters', keep: true });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const search = useRef<HTMLInputElement>(null);
  const letters = list.value?.letters ?? [];
  const choose = ({ id }: ListedLetter): void =>
    setChosen(new Set(chosen.has(id) ? [...chosen].filter((each) => each !== id) : [...chosen, id]));
  const all = (): void => setChosen(new Set(chosen.size === letters.length ? [] : letters.map(({ id }) => id)));
  useKeys({
    '/': () => search.current?.focus(),
    r: () => setAfter(Date.now()),
    a: all,
    Escape: () => (document.activeElement === search.current ? search.current?.blur() : setChosen(new Set())),
  });
  const columns = useMemo(() => columnsWith(chosen, choose), [chosen, list.value]);
  const wanted = letters.filter(({ id }) => chosen.has(id));
  return (
    <div class="executions letters">
      <h1 class="visually-hidden">Dead letters</h1>
      <search class="filters">
        <FilterToggles name="status" label="Status of the document" counts={list.value?.counts.status ?? {}} />
        <SearchField
          label="Search document, execution, state, error and cause"
          hint="Document, state, error or cause"
          field={search}
        />
        <FilterSelect name="error" label="All errors" values={Object.keys(list.value?.counts.error ?? {}).sort()} />
        <FilterSelect name="kind" label="All kinds" values={Object.keys(list.value?.counts.kind ?? {}).sort()} />
        <output class="muted matching">{list.value === undefined ? '' : countsText(list.value)}</output>
        <button type="button" class="quiet" onClick={() => setAfter(Date.now())}>
          Read again <kbd>r</kbd>
        </button>
      </search>
      {list.error === undefined ? null : <Problem error={list.error} onRetry={list.reload} />}
      {list.value === undefined ? (
        <p class="empty">{list.isLoading ? 'Reading dead letters …' : ''}</p>
      ) : (
        <>
          <div class="acts">
            <RedriveButton targets={wanted.map(targetOf)} onDone={() => setChosen(new Set())} />
            <button type="button" disabled={letters.length === 0} onClick={all}>
              {chosen.size > 0 && chosen.size === letters.length
                ? 'Choose none'
                : `Choose all ${countText(letters.length)}`}{' '}
              <kbd>a</kbd>
            </button>
          </div>
          <WindowTable
            label="Dead letters"
            columns={columns}
            count={letters.length}
            rowAt={(index) => letters[index]}
            keyOf={({ id }) => id}
            chosen={chosen}
            onChoose={choose}
            onOpen={(letter) => navigate(letterAddress(letter))}
            memory="dead-letters"
            empty={<Empty total={list.value.total} />}
          />
        </>
      )}
    </div>
  );
}

function countsText({ matching, total, letters, asOf }: LetterList): string {
  const shown = letters.length < matching ? `first ${countText(letters.length)} of ` : '';
  return `${shown}${countText(matching)} of ${plural(total, 'letter')}, as of ${timeText(asOf)}`;
}

function Empty({ total }: { readonly total: number }) {
  if (total === 0) return <p>There is no dead letter.</p>;
  const clear = (): void => changeQuery({ q: '', error: '', status: [], kind: [] }, { replace: true });
  return (
    <p>
      0 of {countText(total)} match.{' '}
      <button type="button" class="link" onClick={clear}>
        Remove the filters
      </button>
    </p>
  );
}

function columnsWith(
  chosen: ReadonlySet<string>,
  choose: (letter: ListedLetter) => void,
): readonly Column<ListedLetter>[] {
  return [
    {
      id: 'choose',
      title: '',
      cell: (letter) => (
        <label class="choose">
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Choose ${letter.name}`}
            checked={chosen.has(letter.id)}
            onChange={() => choose(letter)}
          />
        </label>
      ),
    },
    {
      id: 'name',
      title: 'Document',
      cell: (letter) => (
        <a href={letterAddress(letter)} tabIndex={-1} title={letter.name}>
          {letter.name}
        </a>
      ),
    },
    {
      id: 'execution',
      title: 'Execution',
      cell: ({ executionArn }) => (
        <a href={addressOfArn(executionArn)} tabIndex={-1} title={executionArn}>
          {executionArn.split(':').slice(7).join(':')}
        </a>
      ),
    },
    {
      id: 'failure',
      title: 'Failed at',
      cell: ({ state, error, reason }) => (
        <span class="failure" title={[state, error, reason].join('\n')}>
          <b>{state}</b> <span class="error">{error}</span> <span class="reason">{reason}</span>
        </span>
      ),
    },
    { id: 'status', title: 'Status', cell: ({ status, kind }) => status ?? kind },
    { id: 'next', title: 'A redrive', cell: ({ next }) => <span title={next}>{next}</span> },
    {
      id: 'started',
      title: 'Age',
      cell: ({ sentAt }) =>
        sentAt === undefined ? null : <time title={isoText(sentAt)}>{durationText(Date.now() - sentAt)}</time>,
    },
  ];
}
