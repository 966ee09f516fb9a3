import type { DefinitionRole } from '../../definitions/definition-role';
import type { OutlineState } from '../../definitions/definition-view';
import type { Payload } from '../../model/payload';
import { PayloadView } from '../parts/payload-view';
import { Tabs } from '../parts/tabs';
import { changeQuery, location } from '../shell/location';
import { useResource } from '../shell/use-resource';
import { CaseList, UncoveredList } from './case-list';
import { CostView } from './cost-view';
import { FindingList } from './finding-list';
import { RoleView } from './role-view';
import type { RunMode } from './run-form';
import { breakpointsOf, selectState, toggleBreakpoint } from './selection';
import type { ShownDefinition } from './shown-definition';
import { TestStateForm } from './test-state-form';

/** One state of a definition: its findings, its ASL, a test of it, the cases that enter it, what its role needs for it, its price. */
export function StatePanel({
  view,
  state,
  onOpen,
}: {
  readonly view: ShownDefinition;
  readonly state: OutlineState;
  readonly onOpen: (mode: RunMode, caseName?: string) => void;
}) {
  const { file, findings, caseRows, uncovered } = view;
  const { path, name, type } = state;
  const own = findings.filter((finding) => finding.path === path);
  const cases = caseRows.filter(({ states }) => states.includes(name));
  const shown = location.value.query.get('tab') ?? 'definition';
  const role = useResource<DefinitionRole>('definition/role', { file, path }, { topic: 'definitions', keep: true });
  const hasBreakpoint = breakpointsOf(file).includes(name);
  return (
    <>
      <div class="d-side-head">
        <h2>
          {name} <span class="muted">{type}</span>
        </h2>
        <span class="muted small">
          :{state.line}–{state.endLine}
        </span>
        <span class="grow" />
        <button type="button" class="toggle" aria-pressed={hasBreakpoint} onClick={() => toggleBreakpoint(file, name)}>
          Breakpoint <kbd>b</kbd>
        </button>
        <button type="button" class="quiet" onClick={() => selectState(undefined)}>
          Close
        </button>
      </div>
      {own.length === 0 ? null : <FindingList findings={own} />}
      <Tabs
        label="State"
        tabs={[
          { id: 'definition', label: 'Definition' },
          { id: 'test', label: 'TestState' },
          { id: 'cases', label: `Cases ${cases.length}` },
          { id: 'role', label: `Role ${role.value?.statements.length ?? ''}` },
          { id: 'cost', label: 'Cost' },
        ]}
        selected={shown}
        onSelect={(tab) => changeQuery({ tab: tab === 'definition' ? undefined : tab })}
      >
        {shown === 'definition' ? <Definition file={file} path={path} /> : null}
        {shown === 'role' ? <RoleView role={role} hasErrors={view.errors > 0} /> : null}
        {shown === 'cost' ? <CostView file={file} state={name} /> : null}
        {shown === 'test' ? <TestStateForm file={file} state={state} /> : null}
        {shown === 'cases' ? (
          <>
            <CaseList rows={cases} onRun={(each) => onOpen('run', each)} onDebug={(each) => onOpen('debug', each)} />
            <UncoveredList parts={uncovered.filter((part) => part.path === path)} />
          </>
        ) : null}
      </Tabs>
    </>
  );
}

function Definition({ file, path }: { readonly file: string; readonly path: string }) {
  const { value } = useResource<{ readonly definition: Payload }>(
    'definition/state',
    { file, path },
    { topic: 'definitions', keep: true },
  );
  return <PayloadView payload={value?.definition} label="definition" />;
}
