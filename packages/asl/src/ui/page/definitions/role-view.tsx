import type { DefinitionRole, RoleLockState, RoleStatement } from '../../definitions/definition-role';
import { CopyButton, CopyCommand } from '../parts/copy-command';
import { Problem } from '../parts/problem';
import { plural } from '../shell/format';
import type { Resource } from '../shell/use-resource';
import { Ticked } from './ticked';

/** The permissions that the execution role needs, and why: of a definition, or of one of its states. */
export function RoleView({
  role: { value, error, reload },
  hasErrors,
}: {
  readonly role: Resource<DefinitionRole>;
  readonly hasErrors: boolean;
}) {
  if (value === undefined) return error === undefined ? null : <Problem error={error} onRetry={reload} />;
  const { statements, unknown, command, policy, lock } = value;
  return (
    <section class="role">
      {hasErrors ? (
        <p class="warning-text">The definition has errors: its role may be another when they are corrected.</p>
      ) : null}
      {lock === undefined ? null : <LockState lock={lock} />}
      {unknown.map((text) => (
        <p key={text} class="warning-text">
          No permission is derived: <Ticked text={text} />
        </p>
      ))}
      <p class="role-head">
        {statements.length === 0 ? 'It needs no permission.' : plural(statements.length, 'statement')}
        {statements.length === 0 ? null : <CopyButton text={policy} label="Copy the policy" />}
      </p>
      {statements.map((statement) => (
        <Statement key={statement.sid} statement={statement} />
      ))}
      <CopyCommand command={command} />
    </section>
  );
}

function Statement({ statement: { sid, allow, on, condition, because } }: { readonly statement: RoleStatement }) {
  return (
    <section class="statement">
      <h3>{sid}</h3>
      <dl>
        <dt>allow</dt>
        <dd>{codes(allow)}</dd>
        <dt>on</dt>
        <dd>{codes(on)}</dd>
        {condition === undefined ? null : (
          <>
            <dt>if</dt>
            <dd>{codes([condition])}</dd>
          </>
        )}
        <dt>because</dt>
        <dd>
          {because.map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
        </dd>
      </dl>
    </section>
  );
}

function codes(texts: readonly string[]) {
  return texts.map((text) => (
    <p key={text}>
      <code>{text}</code>
    </p>
  ));
}

function LockState({ lock: { file, changes, help } }: { readonly lock: RoleLockState }) {
  if (changes.length === 0) return <p class="muted">It is the same as its lock, {file}.</p>;
  return (
    <div class="lock">
      <p class="bad-text">It differs from its lock, {file}:</p>
      <ul>
        {changes.map((change) => (
          <li key={change}>it {change}</li>
        ))}
      </ul>
      <p class="muted">{help}</p>
    </div>
  );
}
