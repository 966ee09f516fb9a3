import type { JsonObject } from '../../language/definition';
import type { ScopeRun } from '../run/scope/scope-run';
import type { ScopeExecution } from '../run/scope-execution';
import { withoutTime } from '../run/timing/ready-queue';
import type { ReachedState, StateChanges, StateGate } from './state-gate';

/** The scopes of an execution that its gate holds. Guards that each state passes the gate once for each attempt. */
export class HeldScopes {
  private readonly passed = new WeakSet<ScopeRun>();

  constructor(
    private readonly gate: StateGate,
    private readonly execution: ScopeExecution,
  ) {}

  /** Whether the scope is held before its state; it is enqueued once the gate lets it go. */
  hold(run: ScopeRun): boolean {
    // The input of an iteration is unknown until its ItemSelector has been evaluated.
    if (run.beginning !== undefined || this.passed.delete(run)) return false;
    const { execution } = this;
    const { visit } = run;
    const attempt = visit?.attempt;
    const isWanted = (): boolean => execution.isCurrent(run, visit, attempt);
    const held = this.gate.reached(reachedState(run, execution.identity.executionArn, isWanted));
    if (held === undefined) return false;
    void withoutTime(execution.clock, () => held).then((changes) =>
      execution.guard(() => {
        if (!isWanted()) return;
        change(run, changes);
        this.passed.add(run);
        execution.enqueue(run);
      }),
    );
    return true;
  }
}

function reachedState(run: ScopeRun, executionArn: string, isWanted: () => boolean): ReachedState {
  const { state, input, ownVariables, variables, mapIndexes, visit } = run;
  return {
    executionArn,
    stateName: state.name,
    type: state.type,
    input,
    variables: ownVariables,
    outerVariables: (run.parent === undefined ? {} : withoutOwn(variables, ownVariables)) as JsonObject,
    mapIndexes,
    attempt: (visit?.retryCount ?? 0) + 1,
    isWanted,
  };
}

function withoutOwn(variables: object, own: JsonObject): object {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !Object.hasOwn(own, name)));
}

function change(run: ScopeRun, { input, variables }: StateChanges): void {
  if (input !== undefined) {
    run.input = input;
    run.inputText = JSON.stringify(input);
  }
  if (variables === undefined) return;
  const outer = run.parent?.variables ?? {};
  run.ownVariables = variables;
  run.variables = run.parent === undefined ? variables : { ...outer, ...variables };
  run.variableBytes.clear();
  for (const [name, value] of Object.entries(variables))
    run.variableBytes.set(name, Buffer.byteLength(JSON.stringify(value)));
}
