import type { DefinitionRole } from '../../definitions/definition-role';
import { executionAddress } from '../executions/address';
import { Status } from '../parts/status';
import { Tabs } from '../parts/tabs';
import { durationText } from '../shell/format';
import { changeQuery, location } from '../shell/location';
import { useResource } from '../shell/use-resource';
import { debugAddress } from './address';
import { CaseList, UncoveredList } from './case-list';
import { CostView } from './cost-view';
import { DiffList } from './diff-bar';
import { FindingList } from './finding-list';
import { RoleView } from './role-view';
import type { RunMode } from './run-form';
import { selectState } from './selection';
import type { ShownDefinition } from './shown-definition';

/** What there is to say of the whole definition: findings, cases, role, price, runs, what differs. */
export function MachinePanel({
  view,
  onOpen,
}: {
  readonly view: ShownDefinition;
  readonly onOpen: (mode: RunMode, caseName?: string) => void;
}) {
  const { file, findings, caseRows, uncovered, runs, cases } = view;
  const against = location.value.query.get('against') ?? '';
  const tabs = [
    { id: 'findings', label: `Findings ${findings.length}` },
    { id: 'cases', label: `Cases ${cases.total}` },
    { id: 'role', label: 'Role' },
    { id: 'cost', label: 'Cost' },
    { id: 'runs', label: `Runs ${runs.length}` },
    ...(against === '' ? [] : [{ id: 'diff', label: 'Diff' }]),
  ];
  const wanted = location.value.query.get('panel') ?? (against === '' ? 'findings' : 'diff');
  const shown = tabs.some(({ id }) => id === wanted) ? wanted : 'findings';
  return (
    <Tabs label="Definition" tabs={tabs} selected={shown} onSelect={(panel) => changeQuery({ panel })}>
      {shown === 'findings' ? (
        findings.length === 0 ? (
          <p class="muted">AWS would accept this definition, and nothing is advised against.</p>
        ) : (
          <FindingList
            findings={findings}
            onChoose={({ path }) => (path === undefined ? changeQuery({ view: 'text' }) : selectState(path))}
          />
        )
      ) : null}
      {shown === 'cases' ? (
        <>
          {cases.problem === undefined ? null : <p class="bad-text">{cases.problem}</p>}
          <CaseList rows={caseRows} onRun={(name) => onOpen('run', name)} onDebug={(name) => onOpen('debug', name)} />
          <UncoveredList parts={uncovered} />
        </>
      ) : null}
      {shown === 'role' ? <Role view={view} /> : null}
      {shown === 'cost' ? <CostView file={file} /> : null}
      {shown === 'runs' ? <Runs view={view} /> : null}
      {shown === 'diff' ? <DiffList file={file} against={against} onSelect={selectState} /> : null}
    </Tabs>
  );
}

function Role({ view: { file, errors } }: { readonly view: ShownDefinition }) {
  const role = useResource<DefinitionRole>('definition/role', { file }, { topic: 'definitions', keep: true });
  return <RoleView role={role} hasErrors={errors > 0} />;
}

function Runs({ view: { file, name, runs } }: { readonly view: ShownDefinition }) {
  if (runs.length === 0)
    return <p class="muted">Nothing was run yet. Runs with mocks are kept until the command ends.</p>;
  return (
    <ul class="runs">
      {runs.map(({ id, kind, status, caseName, startedAt, stoppedAt }) => (
        <li key={id}>
          <a href={kind === 'debug' ? debugAddress(file, id) : executionAddress({ machine: name, name: id })}>{id}</a>{' '}
          <Status status={status} />{' '}
          <span class="muted small">
            {caseName ?? 'own input'}
            {stoppedAt === undefined ? '' : `, ${durationText(stoppedAt - startedAt)} simulated`}
          </span>
        </li>
      ))}
    </ul>
  );
}
