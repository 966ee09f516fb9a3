import {
  type Catcher,
  type Caught,
  type QueryLanguage,
  type Retrier,
  type Scope,
  type State,
  type StateMachineDefinition,
  targetsOf,
} from '../../language/definition';
import { compileChoice } from '../states/choice';
import { exit } from '../states/exit';
import { compileFail } from '../states/fail';
import { compileMap } from '../states/map';
import { compileParallel } from '../states/parallel';
import { compilePass } from '../states/pass';
import { compileSucceed } from '../states/succeed';
import { compileTask } from '../states/task';
import { compileWait } from '../states/wait';
import type {
  CompiledCatcher,
  CompiledRetrier,
  CompiledScope,
  CompiledState,
  StateBehaviour,
  StateToCompile,
} from './compiled-state-machine';
import { compileDataflow } from './dataflow';

/** The deepest nesting of scopes: far deeper than a person writes, and shallow enough for the stack. */
const maxDepth = 100;

/** Compiles a scope and the scopes inside it; `queryLanguage` is what its states inherit. */
export function compileScope(scope: Scope, queryLanguage: QueryLanguage, depth = 0): CompiledScope {
  if (depth > maxDepth) throw new Error(`scopes stand in one another more than ${maxDepth} deep`);
  const states = new Map(
    Object.entries(scope.States).map(([name, state]) => [name, compileState(name, state, queryLanguage, depth)]),
  );
  const targets = [scope.StartAt, ...Object.values(scope.States).flatMap(targetsOf)];
  const missing = targets.findIndex((target) => !states.has(target));
  if (missing === 0) throw new Error(`\`StartAt\` names \`${scope.StartAt}\`, which is not a state of its scope`);
  if (missing > 0) throw new Error(`\`${targets[missing]}\` is not a state of its scope`);
  return { startAt: scope.StartAt, states };
}

/** Compiles a state. Throws an Error naming state and field; does not check its targets. */
export function compileState(name: string, state: State, inherited: QueryLanguage, depth = 0): CompiledState {
  try {
    const { Retry = [], Catch = [] } = state as Caught;
    requireErrorNames('Retry', Retry);
    requireErrorNames('Catch', Catch);
    const queryLanguage = state.QueryLanguage ?? inherited;
    return {
      ...compileBehaviour({ name, state, queryLanguage }, inherited, depth),
      name,
      queryLanguage,
      retriers: Retry.map(compileRetrier),
      catchers: Catch.map((catcher) => compileCatcher(catcher, queryLanguage)),
    };
  } catch (error) {
    throw new Error(`state \`${name}\`: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function compileBehaviour(toCompile: StateToCompile, inherited: QueryLanguage, depth: number): StateBehaviour {
  const { name, state, queryLanguage } = toCompile;
  // A state's own QueryLanguage holds for its own fields; the states inside it inherit the machine's.
  const inside = (scope: Scope): CompiledScope => compileScope(scope, inherited, depth + 1);
  switch (state.Type) {
    case 'Task':
      return compileTask({ name, state, queryLanguage });
    case 'Parallel':
      return compileParallel({ name, state, queryLanguage }, state.Branches.map(inside));
    case 'Map': {
      const processor = state.ItemProcessor ?? state.Iterator;
      if (processor === undefined) throw new Error('a Map needs an `ItemProcessor`');
      return compileMap(
        { name, state, queryLanguage },
        { definition: machineOf(processor, inherited), scope: inside(processor) },
      );
    }
    case 'Choice':
      return compileChoice({ name, state, queryLanguage });
    case 'Pass':
      return compilePass({ name, state, queryLanguage });
    case 'Wait':
      return compileWait({ name, state, queryLanguage });
    case 'Succeed':
      return compileSucceed({ name, state, queryLanguage });
    case 'Fail':
      return compileFail({ name, state, queryLanguage });
    default:
      state satisfies never;
      throw new Error(`\`Type\`: \`${(state as State).Type}\` is not one of the eight state types`);
  }
}

/**
 * A definition that runs was checked before, but it may come from elsewhere: the fault is named here, not in a running
 * execution.
 */
function requireErrorNames(field: string, entries: readonly (Retrier | Catcher)[]): void {
  if (!Array.isArray(entries)) throw new Error(`\`${field}\` must be an array`);
  const wrong = entries.findIndex((entry) => !Array.isArray((entry as Partial<Retrier> | null)?.ErrorEquals));
  if (wrong >= 0) throw new Error(`\`${field}[${wrong}]\` needs \`ErrorEquals\`, an array of error names`);
}

/** An item processor as the definition of a machine of its own. */
function machineOf({ StartAt, States }: Scope, QueryLanguage: QueryLanguage): StateMachineDefinition {
  return { StartAt, States, QueryLanguage };
}

function compileRetrier(retrier: Retrier): CompiledRetrier {
  return {
    errorEquals: retrier.ErrorEquals,
    intervalSeconds: retrier.IntervalSeconds ?? 1,
    maxAttempts: retrier.MaxAttempts ?? 3,
    backoffRate: retrier.BackoffRate ?? 2,
    maxDelaySeconds: retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY,
    hasFullJitter: retrier.JitterStrategy === 'FULL',
  };
}

function compileCatcher(catcher: Catcher, queryLanguage: QueryLanguage): CompiledCatcher {
  const { ResultPath, Assign, Output, ErrorEquals, Next } = catcher;
  const dataflow = compileDataflow({ ResultPath, Assign, Output }, queryLanguage);
  return {
    errorEquals: ErrorEquals,
    exit: (view, errorOutput) => exit(dataflow.leave(view, errorOutput, 'errorOutput'), Next),
  };
}
