import type { Caught, ChoiceRule, FieldPath, Scope, State, StateMachineDefinition } from '../../../language/definition';

/** Something of a definition that cases should reach, and the state that it is or belongs to. */
export type CoverageItem = OfState &
  (
    | { readonly kind: 'state' }
    | { readonly kind: 'next'; readonly target: string }
    | {
        readonly kind: 'catcher';
        readonly index: number;
        readonly errors: readonly string[];
        readonly target: string;
      }
    | { readonly kind: 'retrier'; readonly index: number; readonly errors: readonly string[] }
    | { readonly kind: 'rule'; readonly index: number; readonly rule: ChoiceRule; readonly target: string }
    | { readonly kind: 'default'; readonly target: string }
  );

interface OfState {
  readonly state: string;
  readonly placed: PlacedState;
  readonly path: FieldPath;
}

/** A state, its path, and the states around it, outermost first. */
export interface PlacedState {
  readonly name: string;
  readonly state: State;
  readonly path: FieldPath;
  readonly around: readonly string[];
  readonly isStart: boolean;
}

/**
 * Returns every state of a definition in the order of the file, including those inside branches and item processors.
 */
export function statesOf(definition: StateMachineDefinition): PlacedState[] {
  return statesIn(definition, [], []);
}

/** Everything of a definition that cases should reach, in the order of the file. */
export function coverageItems(definition: StateMachineDefinition): CoverageItem[] {
  return statesOf(definition).flatMap(itemsOfState);
}

/** What an item is called among the others of its definition. */
export function itemKey(item: CoverageItem): string {
  return `${item.kind} ${item.state} ${'index' in item ? item.index : ''}`;
}

function statesIn(scope: Scope, path: FieldPath, around: readonly string[]): PlacedState[] {
  return Object.entries(scope.States).flatMap(([name, state]) => {
    const at = [...path, 'States', name];
    const inside = scopesOf(state).flatMap(({ scope: inner, step }) =>
      statesIn(inner, [...at, ...step], [...around, name]),
    );
    return [{ name, state, path: at, around, isStart: scope.StartAt === name }, ...inside];
  });
}

function scopesOf(state: State): { readonly scope: Scope; readonly step: FieldPath }[] {
  if (state.Type === 'Parallel') return state.Branches.map((scope, index) => ({ scope, step: ['Branches', index] }));
  if (state.Type !== 'Map') return [];
  return (['ItemProcessor', 'Iterator'] as const).flatMap((field) => {
    const scope = state[field];
    return scope === undefined ? [] : [{ scope, step: [field] }];
  });
}

function itemsOfState(placed: PlacedState): CoverageItem[] {
  const { name, state, path } = placed;
  const { Retry = [], Catch = [] } = state as Caught;
  const itemAt = (...steps: FieldPath): OfState => ({ state: name, placed, path: [...path, ...steps] });
  return [
    { kind: 'state', ...itemAt() },
    ...Retry.filter(({ MaxAttempts }) => MaxAttempts !== 0).map((retrier): CoverageItem => {
      const index = Retry.indexOf(retrier);
      return { kind: 'retrier', index, errors: retrier.ErrorEquals, ...itemAt('Retry', index) };
    }),
    ...Catch.map(({ ErrorEquals: errors, Next: target }, index): CoverageItem => {
      return { kind: 'catcher', index, errors, target, ...itemAt('Catch', index) };
    }),
    ...exitsOfState(state, itemAt),
  ];
}

function exitsOfState(state: State, itemAt: (...steps: FieldPath) => OfState): CoverageItem[] {
  if (state.Type !== 'Choice') {
    const target = 'Next' in state ? state.Next : undefined;
    return target === undefined ? [] : [{ kind: 'next', target, ...itemAt('Next') }];
  }
  const rules = state.Choices.map((rule, index): CoverageItem => {
    return { kind: 'rule', index, rule, target: rule.Next, ...itemAt('Choices', index) };
  });
  if (state.Default === undefined) return rules;
  return [...rules, { kind: 'default', target: state.Default, ...itemAt('Default') }];
}
