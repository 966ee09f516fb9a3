import type { ComponentChildren } from 'preact';
import type { PlacedNode } from '../../../language/graph';
import type { OutlineState } from '../../definitions/definition-view';
import type { DrawnGraph, ExecutionView, StateDetail } from '../../model';
import { GraphView } from '../parts/graph-view';
import { PayloadView } from '../parts/payload-view';
import { Problem } from '../parts/problem';
import { Status, StatusIcon, statusLook } from '../parts/status';
import { clockText, durationText } from '../shell/format';
import { location } from '../shell/location';
import { useResource } from '../shell/use-resource';
import { executionOverlay } from './execution-marks';
import { Outline } from './outline';
import { selectedPath, selectState, setOpen, toggleOpen } from './selection';

/** An execution in this process with its states. */
export type RunExecution = ExecutionView & { readonly taken: readonly string[] };

/** Reads an execution in this process; it changes with its debugger. */
export function useRun(id: string) {
  return useResource<RunExecution>('run', { arn: id }, { topic: 'debug', keep: true });
}

/** Outline, graph and selected state of an execution, and what the page has besides. */
export function RunView({
  run,
  marksOf,
  extra,
  side,
  selected = selectedPath(),
}: {
  readonly run: RunExecution;
  readonly marksOf?: (node: PlacedNode) => ComponentChildren;
  readonly extra?: (state: OutlineState) => ComponentChildren;
  /** Above the selected state. */
  readonly side?: ComponentChildren;
  readonly selected?: string | undefined;
}) {
  const { executionArn: arn, states, machine } = run;
  const open = location.value.query.getAll('open');
  const graph = useResource<DrawnGraph>('run/graph', { arn, open }, { topic: 'debug', keep: true }).value;
  const outline = states.map(toOutline);
  return (
    <div class="d-columns">
      <Outline
        states={outline}
        selected={selected}
        onSelect={selectState}
        onOpen={setOpen}
        extra={(state) => {
          const status = states.find(({ path }) => path === state.path)?.status ?? 'notReached';
          return (
            <>
              <StatusIcon status={status} label={statusLook(status).word} />
              {extra?.(state)}
            </>
          );
        }}
      />
      <section class="d-middle" aria-label="Graph">
        {graph === undefined ? null : (
          <GraphView
            graph={graph}
            label={`Graph of ${machine}: the same states as in the list`}
            execution={executionOverlay(run)}
            {...(selected === undefined ? {} : { selected })}
            onSelect={selectState}
            onToggle={toggleOpen}
            {...(marksOf === undefined ? {} : { marksOf })}
          />
        )}
      </section>
      <aside class="d-side" aria-label="State">
        {side}
        {selected === undefined ? null : <RunState key={selected} run={run} path={selected} />}
      </aside>
    </div>
  );
}

function RunState({
  run: { executionArn: arn, startedAt },
  path,
}: {
  readonly run: RunExecution;
  readonly path: string;
}) {
  const { value, error } = useResource<StateDetail>('run/state', { arn, path }, { topic: 'debug', keep: true });
  if (error !== undefined) return <Problem error={error} />;
  if (value === undefined) return null;
  const { name, status, enteredAt, endedAt, input, output, variables, attempts, failure } = value;
  return (
    <section class="run-state">
      <h2>
        {name} <Status status={status} />
      </h2>
      {enteredAt === undefined ? null : (
        <p class="muted small">
          entered at +{durationText(enteredAt - startedAt)} ({clockText(enteredAt)} simulated)
          {endedAt === undefined ? '' : `, took ${durationText(endedAt - enteredAt)}`}
        </p>
      )}
      {failure === undefined ? null : (
        <p class="bad-text">
          <b>{failure.error}</b> {failure.reason}
        </p>
      )}
      <h3>Input</h3>
      <PayloadView payload={input} label="input" />
      {attempts.map(({ number, call, answer }) => (
        <div key={number}>
          <h3>Call{attempts.length === 1 ? '' : ` ${number} of ${attempts.length}`}, and its answer</h3>
          <PayloadView payload={call} label="call" />
          <PayloadView payload={answer} label="answer" />
        </div>
      ))}
      <h3>Output</h3>
      <PayloadView payload={output} label="output" />
      {variables.length === 0 ? null : (
        <>
          <h3>Variables</h3>
          <dl class="variables">
            {variables.map(({ name: variable, before, after }) => (
              <div key={variable}>
                <dt>${variable}</dt>
                <dd>
                  {before === after || before === undefined ? (
                    <code>{after ?? before}</code>
                  ) : (
                    <>
                      <del>{before}</del> <ins>{after}</ins>
                    </>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}

function toOutline({ path, name, type, depth, branch }: ExecutionView['states'][number]): OutlineState {
  const none = { handlesErrors: false, line: 0, endLine: 0, errors: 0, warnings: 0, cases: 0 };
  return { path, name, type, depth, ...(branch === undefined ? {} : { branch }), ...none };
}
