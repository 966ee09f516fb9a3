import type { Payload } from '../../model/payload';
import { PayloadView } from '../parts/payload-view';
import { Problem } from '../parts/problem';
import { useResource } from '../shell/use-resource';
import type { ShownExecution } from './use-execution';

/** The input and the output of the execution. */
export function InputAndOutput({ view: { machine, name, status, events } }: { readonly view: ShownExecution }) {
  const data = useResource<{ readonly input?: Payload; readonly output?: Payload }>('execution/data', {
    machine,
    name,
    as: status === 'RUNNING' ? 0 : events,
  });
  if (data.value === undefined)
    return data.error === undefined ? (
      <p class="empty">Reading …</p>
    ) : (
      <Problem error={data.error} onRetry={data.reload} />
    );
  const { input, output } = data.value;
  return (
    <div class="input-and-output">
      <section>
        <h2>Input</h2>
        <PayloadView label="input" payload={input} />
      </section>
      <section>
        <h2>Output</h2>
        <PayloadView label="output" payload={output} />
      </section>
    </div>
  );
}
