import type { VariableChange } from '../../model/state-detail';
import { JsonText } from '../parts/json-text';

/** The variables that a state saw, and those that it assigned. */
export function VariablesView({ variables }: { readonly variables: readonly VariableChange[] }) {
  if (variables.length === 0) return <p class="muted">There are no variables here.</p>;
  return (
    <table class="variables">
      <thead>
        <tr>
          <th scope="col">Variable</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {variables.map(({ name, before, after }) => (
          <tr key={name} class={after === undefined ? '' : 'assigned'}>
            <th scope="row">
              <code>${name}</code>
              {after === undefined ? null : <span class="small"> {before === undefined ? 'assigned' : 'changed'}</span>}
            </th>
            <td>{before === undefined ? <span class="muted">–</span> : <Value text={before} />}</td>
            <td>{after === undefined ? <span class="muted">unchanged</span> : <Value text={after} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ text }: { readonly text: string }) {
  return (
    <pre tabIndex={0} aria-label="value">
      <JsonText text={text.length > 5_000 ? `${text.slice(0, 5_000)}…` : text} />
    </pre>
  );
}
