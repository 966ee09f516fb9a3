import type { DefinitionFinding } from '../../definitions/definition-view';
import { Ticked } from './ticked';
import { SeverityIcon } from './verdicts';

/** Findings with line, message and help; a click goes to the place. */
export function FindingList({
  findings,
  onChoose,
}: {
  readonly findings: readonly DefinitionFinding[];
  readonly onChoose?: (finding: DefinitionFinding) => void;
}) {
  return (
    <ul class="findings">
      {findings.map((finding) => {
        const { severity, ruleId, message, help, line, column, path } = finding;
        const where = `line ${line}`;
        return (
          <li key={`${ruleId} ${line}:${column} ${message}`} class={`finding finding-${severity}`}>
            <p>
              <SeverityIcon severity={severity} />
              <span class="visually-hidden">{severity}: </span>
              {onChoose === undefined ? (
                <span class="where">{where}</span>
              ) : (
                <button type="button" class="link where" onClick={() => onChoose(finding)}>
                  {where}
                  {path === undefined ? '' : `, ${path.split('/').at(-1)}`}
                </button>
              )}
              <span class="message">
                <Ticked text={message} />
              </span>{' '}
              <code class="rule">{ruleId}</code>
            </p>
            {help === undefined ? null : (
              <p class="help">
                <Ticked text={help} />
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
