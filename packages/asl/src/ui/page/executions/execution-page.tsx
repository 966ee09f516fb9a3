import { useEffect, useState } from 'preact/hooks';
import type { ViewProps } from '../page';
import { Problem } from '../parts/problem';
import { Tabs } from '../parts/tabs';
import { countText } from '../shell/format';
import { isTyping, useKeys } from '../shell/keys';
import { changeQuery, location, navigate } from '../shell/location';
import { EventsView } from './events-view';
import { ExecutionHeader } from './execution-header';
import { nextFailure } from './failures';
import { GraphTab } from './graph-tab';
import { InputAndOutput } from './input-and-output';
import { Outline } from './outline';
import { itemsIn, type Selection, selectionIn, selectState } from './selection';
import { StatePanel } from './state-panel';
import { Timeline } from './timeline';
import { type ShownExecution, useExecution } from './use-execution';
import { useLayout } from './use-layout';

/** One execution. */
export function ExecutionPage({ parameters }: ViewProps) {
  const of = { machine: parameters['machine'] ?? '', name: parameters['name'] ?? '' };
  const { query } = location.value;
  // The Maps of a state are known once the execution has been read.
  const [states, setStates] = useState<ShownExecution['states']>([]);
  const execution = useExecution(of, itemsIn(query, states));
  const { value: view, error } = execution;
  useEffect(() => {
    if (view !== undefined) setStates(view.states);
  }, [view]);
  if (view === undefined)
    return error === undefined ? (
      <p class="empty">Reading the execution …</p>
    ) : (
      <Problem error={error} onRetry={execution.reload} />
    );
  return (
    <>
      {error === undefined ? null : <Problem error={error} onRetry={execution.reload} />}
      <Execution view={view} />
    </>
  );
}

function Execution({ view }: { readonly view: ShownExecution }) {
  const layout = useLayout();
  const selection = selectionIn(location.value.query, view);
  const select = (path: string): void => selectState(path, view);
  const step = (direction: 1 | -1): void => {
    const target = nextFailure(view, selection.state?.path, direction);
    if (target !== undefined) selectState(target.path, view, { ...view.items, ...target.items });
  };
  const tabs = tabsFor(layout, view);
  const shown = tabs.some(({ id }) => id === selection.view) ? selection.view : (tabs[0]?.id ?? 'graph');
  const show = (id: string): void => changeQuery({ view: id === tabs[0]?.id ? undefined : id }, { replace: true });
  useKeys({
    n: () => step(1),
    p: () => step(-1),
    Escape: () => (isTyping(document.activeElement) ? undefined : navigate('/executions')),
    ...Object.fromEntries(tabs.map(({ id }, index) => [String(index + 1), () => show(id)])),
  });
  return (
    <div class={`execution layout-${layout}`}>
      <ExecutionHeader view={view} />
      {layout === 'narrow' ? null : (
        <section class="outline-side" aria-label="Outline">
          <Outline view={view} selected={selection.state?.path} onSelect={select} />
        </section>
      )}
      <section class="middle" aria-label="Execution">
        <Tabs label="Views" tabs={tabs} selected={shown} onSelect={show}>
          <View id={shown} view={view} selection={selection} onSelect={select} />
        </Tabs>
      </section>
      {layout === 'wide' ? (
        <aside class="state-side" aria-label="Selected state">
          <StatePanel view={view} selection={selection} />
        </aside>
      ) : null}
    </div>
  );
}

function tabsFor(layout: string, view: ShownExecution) {
  const all = [
    { id: 'state', label: 'State', in: ['medium', 'narrow'] },
    { id: 'outline', label: 'Outline', in: ['narrow'] },
    { id: 'graph', label: 'Graph', in: ['wide', 'medium', 'narrow'] },
    { id: 'timeline', label: 'Timeline', in: ['wide', 'medium', 'narrow'] },
    {
      id: 'events',
      label: (
        <>
          Events <span class="muted">{countText(view.events)}</span>
        </>
      ),
      in: ['wide', 'medium', 'narrow'],
    },
    { id: 'data', label: 'Input and output', in: ['wide', 'medium', 'narrow'] },
  ];
  return all.filter((tab) => tab.in.includes(layout));
}

interface ViewOf {
  readonly id: string;
  readonly view: ShownExecution;
  readonly selection: Selection;
  readonly onSelect: (path: string) => void;
}

function View({ id, view, selection, onSelect }: ViewOf) {
  const selected = selection.state?.path;
  if (id === 'state') return <StatePanel view={view} selection={selection} />;
  if (id === 'outline') return <Outline view={view} selected={selected} onSelect={onSelect} />;
  if (id === 'timeline') return <Timeline view={view} selected={selected} onSelect={onSelect} />;
  if (id === 'events') return <EventsView view={view} selection={selection} />;
  if (id === 'data') return <InputAndOutput view={view} />;
  return <GraphTab view={view} selected={selected} onSelect={onSelect} />;
}
