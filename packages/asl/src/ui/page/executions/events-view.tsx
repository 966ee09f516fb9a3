import { useEffect, useRef, useState } from 'preact/hooks';
import type { EventRow, EventsPage } from '../../model/events-page';
import type { Payload } from '../../model/payload';
import { PayloadView } from '../parts/payload-view';
import { Problem } from '../parts/problem';
import { clockText, countText, durationText, isoText } from '../shell/format';
import { useResource } from '../shell/use-resource';
import { type Selection, selectState } from './selection';
import type { ShownExecution } from './use-execution';

/** The events, 200 at a time, around those of the selected state. */
export function EventsView({ view, selection }: { readonly view: ShownExecution; readonly selection: Selection }) {
  const [filter, setFilter] = useState<{
    readonly q: string;
    readonly failed: boolean;
    readonly ofState: boolean;
    readonly offset?: number;
  }>({ q: '', failed: false, ofState: false });
  const { machine, name, startedAt } = view;
  const { q, failed, ofState, offset } = filter;
  const { state } = selection;
  const events = useResource<EventsPage>(
    'execution/events',
    {
      machine,
      name,
      q,
      failed: failed ? '1' : undefined,
      path: ofState ? state?.path : undefined,
      ...(offset === undefined ? { around: state?.visit } : { offset }),
      as: view.status === 'RUNNING' ? view.events : undefined,
    },
    { keep: true },
  );
  const page = events.value;
  const table = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (offset === undefined) table.current?.querySelector('.of-selected')?.scrollIntoView({ block: 'center' });
  }, [page?.offset, state?.path, state?.visit]);
  return (
    <div class="events" ref={table}>
      <div class="events-tools">
        <label class="search">
          <span class="visually-hidden">Search events</span>
          <input
            type="search"
            placeholder="Type, state, error"
            value={q}
            onInput={(event) => setFilter({ q: event.currentTarget.value, failed, ofState })}
          />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={failed}
            onChange={(event) => setFilter({ q, failed: event.currentTarget.checked, ofState })}
          />{' '}
          Failures
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={ofState}
            disabled={state === undefined}
            onChange={(event) => setFilter({ q, failed, ofState: event.currentTarget.checked })}
          />{' '}
          {state === undefined ? 'One state' : state.name}
        </label>
        <span class="grow" />
        {page === undefined ? null : <Pager page={page} onGo={(to) => setFilter({ q, failed, ofState, offset: to })} />}
      </div>
      {events.error === undefined ? null : <Problem error={events.error} onRetry={events.reload} />}
      {page === undefined ? (
        <p class="empty">Reading the events …</p>
      ) : page.events.length === 0 ? (
        <p class="empty">0 of {countText(page.total)} match.</p>
      ) : null}
      {page === undefined || page.events.length === 0 ? null : (
        <table class="event-table">
          <thead>
            <tr>
              <th scope="col">Event</th>
              <th scope="col">After</th>
              <th scope="col">Type</th>
              <th scope="col">State, resource, error</th>
            </tr>
          </thead>
          <tbody>
            {page.events.map((event) => (
              <Event
                key={event.id}
                event={event}
                view={view}
                startedAt={startedAt}
                isSelected={isOfSelection(event, state?.path, view)}
              />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** Whether an event is of the selected state, in the iterations that are shown. */
function isOfSelection({ path, items = [] }: EventRow, selected: string | undefined, view: ShownExecution): boolean {
  if (path === undefined || path !== selected) return false;
  const maps = view.states.filter((each) => each.type === 'Map' && path.startsWith(`${each.path}/`));
  return maps.every((map, depth) => view.items[map.path] === items[depth]);
}

function Pager({ page, onGo }: { readonly page: EventsPage; readonly onGo: (offset: number) => void }) {
  const { offset, matching, events } = page;
  const last = offset + events.length;
  return (
    <span class="pager">
      <span class="muted small">
        {matching === 0 ? '0' : `${countText(offset + 1)}–${countText(last)}`} of {countText(matching)}
      </span>
      {matching > events.length ? (
        <>
          <button type="button" disabled={offset === 0} onClick={() => onGo(Math.max(0, offset - 200))}>
            Earlier
          </button>
          <button type="button" disabled={last >= matching} onClick={() => onGo(offset + 200)}>
            Later
          </button>
        </>
      ) : null}
    </span>
  );
}

interface EventProps {
  readonly event: EventRow;
  readonly view: ShownExecution;
  readonly startedAt: number;
  readonly isSelected: boolean;
}

function Event({ event, view, startedAt, isSelected }: EventProps) {
  const [isOpen, setOpen] = useState(false);
  const { id, type, at, path, items = [], isFailure, text } = event;
  const { machine, name } = view;
  return (
    <>
      <tr class={`${isFailure ? 'failure-event' : ''} ${isSelected ? 'of-selected' : ''}`}>
        <td>
          <button
            type="button"
            class="quiet"
            aria-expanded={isOpen}
            aria-label={`event ${id}, details`}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? '▾' : '▸'} {id}
          </button>
        </td>
        <td>
          <time title={`${isoText(at)}, ${clockText(at, true)}`}>{durationText(at - startedAt)}</time>
        </td>
        <td>{type}</td>
        <td class="event-text" title={text}>
          {path === undefined ? null : (
            <button type="button" class="link" onClick={() => selectState(path, view)}>
              {path.split('/').at(-1)}
              {items.length === 0 ? '' : ` [${items.join('.')}]`}
            </button>
          )}{' '}
          {text
            .replace(`${path?.split('/').at(-1) ?? ''} · `, '')
            .replace(new RegExp(`^${escapePattern(path?.split('/').at(-1) ?? '-')}$`), '')}
        </td>
      </tr>
      {isOpen ? (
        <tr class="event-details">
          <td colSpan={4}>
            <Details of={{ machine, name, event: id }} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function Details({ of }: { readonly of: { readonly machine: string; readonly name: string; readonly event: number } }) {
  const details = useResource<Payload>('execution/event', of);
  if (details.error !== undefined) return <Problem error={details.error} />;
  return <PayloadView label={`details of event ${of.event}`} payload={details.value} />;
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
