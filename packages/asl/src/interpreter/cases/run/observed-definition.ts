import type {
  Catcher,
  ChoiceRule,
  JsonObject,
  Scope,
  State,
  StateMachineDefinition,
} from '../../../language/definition';
import type { HistoryEvent } from '../../history-event';

/**
 * The exits of a state that a history alone does not distinguish: which catcher, which rule of a Choice, or its
 * Default.
 */
export type MarkedExit =
  | { readonly kind: 'catcher'; readonly index: number }
  | { readonly kind: 'rule'; readonly index: number }
  | { readonly kind: 'default' };

/** A variable that is not used by any definition: its value in a StateExited event names the exit. */
const markName = 'aslTestExit';

/**
 * Returns the same definition, whose catchers and rules also assign a mark. Each state has a mark of its own name,
 * since a branch may not assign what a scope around it assigned. The definition does not read the marks; `withoutMarks`
 * removes them from the history.
 */
export function observedDefinition(definition: StateMachineDefinition): StateMachineDefinition {
  let count = 0;
  const observedScope = <S extends Scope>(scope: S): S => ({
    ...scope,
    States: fromEntries(Object.entries(scope.States).map(([name, state]) => [name, observedState(state)])),
  });
  const observedState = (state: State): State => {
    const mark = `${markName}${++count}`;
    const marked = <T extends object>(owner: T, exit: string): T => {
      const assigned = 'Assign' in owner ? (owner.Assign as JsonObject) : undefined;
      return { ...owner, Assign: { ...assigned, [mark]: exit } };
    };
    const caught =
      'Catch' in state && state.Catch !== undefined
        ? { Catch: state.Catch.map((catcher: Catcher, index) => marked(catcher, `catcher ${index}`)) }
        : {};
    if (state.Type === 'Choice') {
      const Choices = state.Choices.map((rule: ChoiceRule, index) => marked(rule, `rule ${index}`));
      return { ...marked(state, 'default'), Choices };
    }
    if (state.Type === 'Parallel') return { ...state, ...caught, Branches: state.Branches.map(observedScope) };
    if (state.Type !== 'Map') return { ...state, ...caught } as State;
    return {
      ...state,
      ...caught,
      ...(state.ItemProcessor === undefined ? {} : { ItemProcessor: observedScope(state.ItemProcessor) }),
      ...(state.Iterator === undefined ? {} : { Iterator: observedScope(state.Iterator) }),
    };
  };
  return observedScope(definition);
}

/** Returns the exit that a StateExited event's mark names; undefined if the state was left by its `Next` or `End`. */
export function markedExit({ stateExitedEventDetails: details }: HistoryEvent): MarkedExit | undefined {
  const mark = Object.entries(details?.assignedVariables ?? {}).find(([name]) => name.startsWith(markName));
  if (mark === undefined) return undefined;
  const [kind, index] = (JSON.parse(mark[1]) as string).split(' ');
  if (kind === 'default') return { kind };
  return { kind: kind as 'catcher' | 'rule', index: Number(index) };
}

/** The event as it would have been without marks. */
export function withoutMarks(event: HistoryEvent): HistoryEvent {
  const details = event.stateExitedEventDetails;
  if (markedExit(event) === undefined || details === undefined) return event;
  const { assignedVariables = {}, assignedVariablesDetails, ...rest } = details;
  const left = withoutMarkVariables(assignedVariables);
  const assigned = Object.keys(left).length === 0 ? {} : { assignedVariables: left, assignedVariablesDetails };
  return { ...event, stateExitedEventDetails: { ...rest, ...assigned } };
}

/** Returns the variables of the definition itself. */
export function withoutMarkVariables<Value>(
  variables: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !name.startsWith(markName)));
}

function fromEntries(entries: readonly (readonly [string, State])[]): Readonly<Record<string, State>> {
  const object: Record<string, State> = {};
  for (const [name, value] of entries)
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  return object;
}
