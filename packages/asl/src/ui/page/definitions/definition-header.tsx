import type { DefinitionView } from '../../definitions/definition-view';
import { isoText, timeText } from '../shell/format';
import { changeQuery, location } from '../shell/location';
import { DiffBar } from './diff-bar';
import type { RunMode } from './run-form';
import { Ticked } from './ticked';
import { CaseVerdict, SeverityIcon, Verdict } from './verdicts';

/** Name, verdict, cases and coverage of a definition, and what can be done with it. */
export function DefinitionHeader({
  view,
  onOpen,
}: {
  readonly view: DefinitionView;
  readonly onOpen: (mode: RunMode) => void;
}) {
  const { file, name, savedAt, errors, warnings, cases, banner } = view;
  const { query } = location.value;
  const canRun = errors === 0;
  return (
    <header class="d-head">
      <div class="d-head-line">
        <h1 title={file}>{name}</h1>
        <span class="muted">
          saved <time title={isoText(savedAt)}>{timeText(savedAt)}</time>
        </span>
        <Verdict errors={errors} warnings={warnings} />
        <span>
          cases <CaseVerdict cases={cases} />
        </span>
        {cases.coveredStates === undefined ? null : (
          <span>
            {cases.coveredStates.covered} of {cases.coveredStates.total} states covered
          </span>
        )}
        <span class="grow" />
        <button type="button" disabled={!canRun} onClick={() => onOpen('run')}>
          Run… <kbd>r</kbd>
        </button>
        <button type="button" disabled={!canRun} onClick={() => onOpen('debug')}>
          Debug… <kbd>d</kbd>
        </button>
      </div>
      <div class="d-head-line">
        <DiffBar against={query.get('against') ?? ''} />
        <label class="check">
          <input
            type="checkbox"
            checked={query.get('errors') === 'all'}
            onChange={(event) =>
              changeQuery({ errors: event.currentTarget.checked ? 'all' : undefined }, { replace: true })
            }
          />
          All error paths
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={query.get('coverage') !== 'off'}
            onChange={(event) =>
              changeQuery({ coverage: event.currentTarget.checked ? undefined : 'off' }, { replace: true })
            }
          />
          Coverage
        </label>
      </div>
      {banner === undefined ? null : (
        <div class="banner" role="alert">
          <SeverityIcon severity="error" />
          <p>
            <strong>Line {banner.line}:</strong> <Ticked text={banner.message} />
            {banner.help === undefined ? null : (
              <span class="muted">
                {' '}
                <Ticked text={banner.help} />
              </span>
            )}
          </p>
          <span class="muted small">The graph is that of the last text that could be read.</span>
        </div>
      )}
    </header>
  );
}
