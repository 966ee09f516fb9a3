import type { ComponentChildren } from 'preact';
import { Tabs } from '../parts/tabs';
import { countText } from '../shell/format';
import { isTyping, useKeys } from '../shell/keys';
import { changeQuery, location, navigate } from '../shell/location';
import { EventsView } from './events-view';
import { nextFailure } from './failures';
import { GraphTab } from './graph-tab';
import { InputAndOutput } from './input-and-output';
import { Outline } from './outline';
import { type Selection, selectionIn, selectState } from './selection';
import type { StateMarks } from './state-marks';
import { StatePanel } from './state-panel';
import { Timeline } from './timeline';
import type { ShownExecution } from './use-execution';
import { useLayout } from './use-layout';

/** The states of an execution: outline, graph, timeline, events, and the selected state in full. */
export function Execution({
  view,
  header,
  side,
  marks,
  back,
}: {
  readonly view: ShownExecution;
  readonly header: ComponentChildren;
  /** Above the selected state; below the header where that is not always seen. */
  readonly side?: ComponentChildren;
  readonly marks?: StateMarks;
  /** Where Escape leads to. */
  readonly back: string;
}) {
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
    Escape: () => (isTyping(document.activeElement) ? undefined : navigate(back)),
    ...Object.fromEntries(tabs.map(({ id }, index) => [String(index + 1), () => show(id)])),
  });
  return (
    <div class={`execution layout-${layout}`}>
      <div class="execution-top">
        {header}
        {layout === 'wide' ? null : side}
      </div>
      {layout === 'narrow' ? null : (
        <section class="outline-side" aria-label="Outline">
          <Outline view={view} selected={selection.state?.path} onSelect={select} marks={marks} />
        </section>
      )}
      <section class="middle" aria-label="Execution">
        <Tabs label="Views" tabs={tabs} selected={shown} onSelect={show}>
          <View id={shown} view={view} selection={selection} onSelect={select} marks={marks} />
        </Tabs>
      </section>
      {layout === 'wide' ? (
        <aside class="state-side" aria-label="Selected state">
          {side}
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
  readonly marks: StateMarks | undefined;
}

function View({ id, view, selection, onSelect, marks }: ViewOf) {
  const selected = selection.state?.path;
  if (id === 'state') return <StatePanel view={view} selection={selection} />;
  if (id === 'outline') return <Outline view={view} selected={selected} onSelect={onSelect} marks={marks} />;
  if (id === 'timeline') return <Timeline view={view} selected={selected} onSelect={onSelect} />;
  if (id === 'events') return <EventsView view={view} selection={selection} />;
  if (id === 'data') return <InputAndOutput view={view} />;
  return <GraphTab view={view} selected={selected} onSelect={onSelect} marks={marks} />;
}
