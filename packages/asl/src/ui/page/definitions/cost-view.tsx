import type { DefinitionCost, PricedLine } from '../../definitions/definition-files';
import { Problem } from '../parts/problem';
import { useResource } from '../shell/use-resource';

/** What `asl cost` computes: the price of each path, or of one state's part of them. US dollars for 1,000 executions. */
export function CostView({ file, state }: { readonly file: string; readonly state?: string }) {
  const { value, error, reload } = useResource<{ readonly cost?: DefinitionCost }>(
    'definition/cost',
    { file },
    { topic: 'definitions', keep: true },
  );
  if (error !== undefined) return <Problem error={error} onRetry={reload} />;
  if (value === undefined) return <p class="muted">Running the cases …</p>;
  const { cost } = value;
  if (cost === undefined) return <p class="muted">Paths are those of cases, and there is no cases file.</p>;
  const { type, region, modelId } = cost;
  const lines = state === undefined ? cost.paths : [cost.states[state] ?? []].flat();
  return (
    <section class="cost">
      <p class="muted small">
        US dollars for 1,000 executions, {type === 'EXPRESS' ? 'Express' : 'Standard'}, in {region}, with {modelId}:{' '}
        <code>cost</code> of asl.config.yaml has other assumptions.
      </p>
      {lines.length === 0 ? <p class="muted">No case enters it.</p> : null}
      {lines.map((line) => (
        <Priced key={`${line.title} ${line.example}`} line={line} />
      ))}
      {state !== undefined && type === 'EXPRESS' ? (
        <p class="muted small">An Express execution is billed as a whole, by its duration.</p>
      ) : null}
    </section>
  );
}

function Priced({ line: { title, example, figures } }: { readonly line: PricedLine }) {
  const [, together = ''] = figures.at(-1) ?? [];
  // What a path does not use is left out.
  const parts = figures.slice(0, -1).filter(([, figure]) => figure !== '0' && figure !== '–');
  return (
    <section class="priced">
      <h3>
        <span>{title}</span> <strong>${together}</strong>
      </h3>
      <p class="muted small">{example}</p>
      <dl>
        {parts.map(([name, figure]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
