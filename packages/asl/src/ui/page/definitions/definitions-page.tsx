import type { DefinitionRow } from '../../definitions/definition-rows';
import { Problem } from '../parts/problem';
import { type Column, WindowTable } from '../parts/window-table';
import { countText, isoText, plural, timeText } from '../shell/format';
import { navigate } from '../shell/location';
import { useResource } from '../shell/use-resource';
import { definitionAddress } from './address';
import { CaseVerdict, Verdict } from './verdicts';

/** Every definition of the project, with its findings and its cases. */
export function DefinitionsPage(_: unknown) {
  const { value, error, reload } = useResource<{ readonly rows: readonly DefinitionRow[] }>(
    'definitions',
    {},
    { topic: 'definitions' },
  );
  const rows = value?.rows;
  return (
    <div class="definitions">
      <h1 class="visually-hidden">Definitions</h1>
      {rows === undefined ? null : <p class="summary">{summary(rows)}</p>}
      {error === undefined ? null : <Problem error={error} onRetry={reload} />}
      {rows === undefined ? (
        <p class="empty">{error === undefined ? 'Checking definitions …' : ''}</p>
      ) : (
        <WindowTable
          label="Definitions"
          columns={columns}
          count={rows.length}
          rowAt={(index) => rows[index]}
          keyOf={({ file }) => file}
          onOpen={({ file }) => navigate(definitionAddress(file))}
          memory="definitions"
          empty="There are no definitions: no file ends in .asl.yaml, .asl.yml or .asl.json."
        />
      )}
    </div>
  );
}

function summary(rows: readonly DefinitionRow[]): string {
  const sum = (of: (row: DefinitionRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const [passed, total] = [sum(({ cases }) => cases.passed), sum(({ cases }) => cases.total)];
  return [
    plural(rows.length, 'definition'),
    plural(
      sum(({ errors }) => errors),
      'error',
    ),
    plural(
      sum(({ warnings }) => warnings),
      'warning',
    ),
    `${countText(passed)} of ${plural(total, 'case')} passed`,
  ].join(', ');
}

const columns: readonly Column<DefinitionRow>[] = [
  {
    id: 'verdict',
    title: 'Check',
    cell: (row) => <Verdict errors={row.errors} warnings={row.warnings} />,
  },
  {
    id: 'name',
    title: 'Definition',
    cell: ({ file, name }) => (
      <a href={definitionAddress(file)} tabIndex={-1} title={file}>
        <span class="name">{name}</span> <span class="file">{file}</span>
      </a>
    ),
  },
  { id: 'states', title: 'States', cell: ({ states }) => states ?? '' },
  { id: 'cases', title: 'Cases', cell: ({ cases }) => <CaseVerdict cases={cases} /> },
  {
    id: 'covered',
    title: 'Covered',
    cell: ({ cases: { coveredStates } }) =>
      coveredStates === undefined ? null : `${coveredStates.covered} of ${plural(coveredStates.total, 'state')}`,
  },
  {
    id: 'finding',
    title: 'First finding',
    cell: ({ first }) =>
      first === undefined ? null : (
        <span class="finding-text" title={first.message}>
          :{first.line} {first.message}
        </span>
      ),
  },
  {
    id: 'saved',
    title: 'Saved',
    cell: ({ savedAt }) => <time title={isoText(savedAt)}>{timeText(savedAt, { withZone: false })}</time>,
  },
];
