import type { AttemptDetail, StateDetail } from '../../model/state-detail';
import { PayloadView } from '../parts/payload-view';
import { Problem } from '../parts/problem';
import { Status } from '../parts/status';
import { Tabs } from '../parts/tabs';
import { apiAddress } from '../shell/api';
import { durationText, isoText, timeText } from '../shell/format';
import { changeQuery } from '../shell/location';
import { useResource } from '../shell/use-resource';
import { addressOfArn } from './address';
import { CallView } from './call-view';
import { FailureView } from './failure-view';
import { ItemPicker } from './item-picker';
import { LogView } from './log-view';
import { MapRunView } from './map-run-view';
import type { Selection } from './selection';
import { itemQuery, type ShownExecution } from './use-execution';
import { VariablesView } from './variables-view';

/** The selected state: its attempts, what it got, did and returned. */
export function StatePanel({ view, selection }: { readonly view: ShownExecution; readonly selection: Selection }) {
  const { machine, name, items } = view;
  const { state, visit } = selection;
  const query = { machine, name, ...itemQuery({ ...items, ...selection.items }), path: state?.path, visit };
  // Read again with the execution.
  const detail = useResource<StateDetail>(
    state === undefined ? undefined : 'execution/state',
    { ...query, as: view.events },
    { keep: true },
  );
  if (state === undefined) return <p class="empty">No state is selected.</p>;
  if (detail.value === undefined || detail.value.path !== state.path)
    return detail.error === undefined ? (
      <p class="empty muted">Reading {state.name} …</p>
    ) : (
      <Problem error={detail.error} onRetry={detail.reload} />
    );
  return <Detail view={view} selection={selection} detail={detail.value} />;
}

interface DetailProps {
  readonly view: ShownExecution;
  readonly selection: Selection;
  readonly detail: StateDetail;
}

function Detail({ view, selection, detail }: DetailProps) {
  const { state } = selection;
  const attempt = detail.attempts.find(({ number }) => number === selection.attempt) ?? detail.attempts.at(-1);
  const tabs = tabsOf(detail, attempt);
  const tab = tabs.find(({ id }) => id === selection.tab)?.id ?? tabs[0]?.id ?? 'definition';
  const { enteredAt, endedAt, child } = detail;
  return (
    <div class="state-panel">
      <div class="state-title">
        <h2>{detail.name}</h2>
        <Status status={detail.status} />
        <span class="muted small">{state?.type}</span>
        <span class="grow" />
        {enteredAt === undefined ? null : (
          <span class="muted small">
            <time title={isoText(enteredAt)}>{timeText(enteredAt, { fraction: true, withZone: false })}</time>
            {endedAt === undefined ? '' : ` · ${durationText(endedAt - enteredAt)}`}
          </span>
        )}
      </div>
      <Visits detail={detail} />
      {state?.map === undefined || state.map.item === undefined ? null : (
        <ItemPicker view={view} path={state.path} map={state.map} />
      )}
      {child === undefined ? null : (
        <p>
          Started <a href={addressOfArn(child)}>{child.split(':').slice(6).join(' / ')}</a>
        </p>
      )}
      {detail.status === 'notReached' ? (
        <p class="muted">
          This execution {view.status === 'RUNNING' ? 'has not reached' : 'did not reach'} it
          {Object.keys(view.items).length > 0 ? ', or not in this iteration' : ''}.
        </p>
      ) : null}
      <Attempts attempts={detail.attempts} selected={attempt} />
      {state?.map?.mapRunArn === undefined ? null : <MapRunView view={view} mapRunArn={state.map.mapRunArn} />}
      <Tabs label="State" tabs={tabs} selected={tab} onSelect={(id) => changeQuery({ tab: id }, { replace: true })}>
        <TabContent id={tab} view={view} detail={detail} attempt={attempt} />
      </Tabs>
    </div>
  );
}

function tabsOf(
  { status, failure, input, output, variables, attempts }: StateDetail,
  attempt: AttemptDetail | undefined,
) {
  const hasFailed = failure !== undefined || attempt?.failure !== undefined;
  return [
    ...(hasFailed ? [{ id: 'error', label: 'Error' }] : []),
    ...(attempt?.functionName === undefined ? [] : [{ id: 'log', label: 'Log' }]),
    ...(output === undefined || hasFailed ? [] : [{ id: 'output', label: 'Output' }]),
    ...(input === undefined ? [] : [{ id: 'input', label: 'Input' }]),
    ...(attempts.some(({ call }) => call !== undefined) ? [{ id: 'call', label: 'Call → answer' }] : []),
    ...(output === undefined || !hasFailed ? [] : [{ id: 'output', label: 'Output' }]),
    ...(status === 'notReached'
      ? []
      : [{ id: 'variables', label: `Variables${variables.length === 0 ? '' : ` ${variables.length}`}` }]),
    { id: 'definition', label: 'Definition' },
  ];
}

function TabContent({
  id,
  view,
  detail,
  attempt,
}: {
  readonly id: string;
  readonly view: ShownExecution;
  readonly detail: StateDetail;
  readonly attempt: AttemptDetail | undefined;
}) {
  const { machine, name } = view;
  const of = { machine, name };
  const whole = (event: number | undefined, member: string): string | undefined =>
    event === undefined ? undefined : apiAddress('execution/payload', { ...of, event, member });
  if (id === 'error')
    return (
      <FailureView
        failure={attempt?.failure ?? detail.failure}
        caughtBy={detail.caughtBy}
        href={whole(attempt?.answerEventId, 'cause')}
      />
    );
  if (id === 'log' && attempt?.functionName !== undefined)
    return <LogView execution={view} attempt={attempt} functionName={attempt.functionName} />;
  if (id === 'input')
    return <PayloadView label="input" payload={detail.input} href={whole(detail.enteredEventId, 'input')} />;
  if (id === 'output')
    return <PayloadView label="output" payload={detail.output} href={whole(detail.exitedEventId, 'output')} />;
  if (id === 'call') return <CallView attempt={attempt} hrefOf={whole} />;
  if (id === 'variables') return <VariablesView variables={detail.variables} />;
  return <PayloadView label="definition" payload={detail.definition} />;
}

function Visits({ detail: { visit, visits } }: { readonly detail: StateDetail }) {
  if (visits < 2) return null;
  return (
    <label>
      Visit{' '}
      <select value={visit} onChange={(event) => changeQuery({ visit: event.currentTarget.value, try: undefined })}>
        {Array.from({ length: visits }, (_, index) => (
          <option key={index} value={index + 1}>
            {index + 1}
          </option>
        ))}
      </select>{' '}
      <span class="muted">of {visits}</span>
    </label>
  );
}

/** Attempts are tabs of their own: each with its error, its call and its log. */
function Attempts({
  attempts,
  selected,
}: {
  readonly attempts: readonly AttemptDetail[];
  readonly selected: AttemptDetail | undefined;
}) {
  if (attempts.length < 2 || selected === undefined) return null;
  const { delay } = selected;
  return (
    <div class="attempts">
      <span class="muted">Attempt</span>
      <Tabs
        look="pills"
        label="Attempts"
        tabs={attempts.map(({ number }) => ({ id: String(number), label: number }))}
        selected={String(selected.number)}
        onSelect={(id) => changeQuery({ try: id })}
      />
      <span class="muted small">
        {timeText(selected.startedAt, { fraction: true, withZone: false })}
        {selected.endedAt === undefined ? '' : `, ${durationText(selected.endedAt - selected.startedAt)}`}
        {delay === undefined ? '' : `, after a pause of ${durationText(delay)}`}
      </span>
    </div>
  );
}
