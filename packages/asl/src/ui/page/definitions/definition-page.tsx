import { useState } from 'preact/hooks';
import type { ViewProps } from '../page';
import { Problem } from '../parts/problem';
import { Tabs } from '../parts/tabs';
import { useKeys } from '../shell/keys';
import { changeQuery, location } from '../shell/location';
import { useResource } from '../shell/use-resource';
import { DefinitionGraphView } from './definition-graph';
import { DefinitionHeader } from './definition-header';
import { MachinePanel } from './machine-panel';
import { Outline } from './outline';
import { RunForm, type RunMode } from './run-form';
import { breakpointsOf, selectedPath, selectState, setOpen, toggleBreakpoint } from './selection';
import type { ShownDefinition } from './shown-definition';
import { SourceText } from './source-text';
import { StatePanel } from './state-panel';

/** What the form is open for. */
interface OpenForm {
  readonly mode: RunMode;
  readonly caseName?: string;
}

/** One definition, live while it is edited in an editor: graph, text, findings, cases, runs. */
export function DefinitionPage({ parameters }: ViewProps) {
  const { file = '' } = parameters;
  const {
    value: view,
    error,
    reload,
  } = useResource<ShownDefinition>('definition', { file }, { topic: 'definitions', keep: true });
  const [form, setForm] = useState<OpenForm | undefined>();
  if (view === undefined)
    return error === undefined ? <p class="empty">Checking {file} …</p> : <Problem error={error} onRetry={reload} />;
  const open = (mode: RunMode, caseName?: string): void =>
    setForm({ mode, ...(caseName === undefined ? {} : { caseName }) });
  return (
    <div class="definition">
      <DefinitionHeader view={view} onOpen={open} />
      {error === undefined ? null : <Problem error={error} onRetry={reload} />}
      <Body view={view} onOpen={open} />
      {form === undefined ? null : (
        <RunForm view={view} {...form} breakpoints={breakpointsOf(file)} onClose={() => setForm(undefined)} />
      )}
    </div>
  );
}

function Body({
  view,
  onOpen,
}: {
  readonly view: ShownDefinition;
  readonly onOpen: (mode: RunMode, caseName?: string) => void;
}) {
  const { file, outline, findings } = view;
  const { query } = location.value;
  const selected = selectedPath();
  const state = outline.find(({ path }) => path === selected);
  const shown = query.get('view') ?? 'graph';
  const points = breakpointsOf(file);
  const step = (by: number): void => {
    const places = [...new Set(findings.flatMap(({ path }) => path ?? []))];
    const next = places[(places.indexOf(selected ?? '') + by + places.length) % places.length];
    if (next !== undefined) selectState(next);
  };
  useKeys({
    n: () => step(1),
    p: () => step(-1),
    '1': () => changeQuery({ view: undefined }),
    '2': () => changeQuery({ view: 'text' }),
    b: () => state !== undefined && toggleBreakpoint(file, state.name),
    r: () => onOpen('run'),
    d: () => onOpen('debug'),
  });
  const chooseLine = (line: number): void => {
    const inside = outline.filter((each) => each.line <= line && line <= each.endLine);
    const innermost = inside.at(-1);
    if (innermost !== undefined) selectState(innermost.path);
  };
  return (
    <div class="d-columns">
      <Outline
        states={outline}
        selected={selected}
        onSelect={selectState}
        onOpen={setOpen}
        extra={({ name, cases }) => (
          <>
            {view.cases.kind === 'done' ? (
              <span class={cases === 0 ? 'caught-text small' : 'muted small'} title={`entered by ${cases} cases`}>
                {cases === 0 ? 'no case' : cases}
              </span>
            ) : null}
            {points.includes(name) ? <span class="breakpoint">breakpoint</span> : null}
          </>
        )}
      />
      <section class="d-middle" aria-label="Graph and text">
        <Tabs
          label="Definition as"
          tabs={[
            { id: 'graph', label: 'Graph' },
            { id: 'text', label: 'Text' },
          ]}
          selected={shown}
          onSelect={(id) => changeQuery({ view: id === 'graph' ? undefined : id })}
        >
          {shown === 'graph' ? (
            <DefinitionGraphView view={view} selected={selected} breakpoints={points} onSelect={selectState} />
          ) : (
            <SourceText file={file} findings={findings} selected={state} onLine={chooseLine} />
          )}
        </Tabs>
      </section>
      <aside class="d-side" aria-label={state === undefined ? 'Definition' : state.name}>
        {state === undefined ? (
          <MachinePanel view={view} onOpen={onOpen} />
        ) : (
          <StatePanel key={state.path} view={view} state={state} onOpen={onOpen} />
        )}
      </aside>
    </div>
  );
}
