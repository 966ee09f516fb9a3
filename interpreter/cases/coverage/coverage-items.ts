import type { Caught, FieldPath, Scope, State, StateMachineDefinition } from '../../../asl/definition';

/** Something of a definition that cases should reach. */
export type CoverageItem =
  | { readonly kind: 'state'; readonly state: string; readonly path: FieldPath }
  | { readonly kind: 'next'; readonly state: string; readonly target: string; readonly path: FieldPath }
  | CoverageExit
  | {
      readonly kind: 'retrier';
      readonly state: string;
      readonly index: number;
      readonly errors: readonly string[];
      readonly path: FieldPath;
    };

/** A way out of a state that a catcher, a rule or a Default takes. */
export type CoverageExit =
  | {
      readonly kind: 'catcher';
      readonly state: string;
      readonly index: number;
      readonly errors: readonly string[];
      readonly target: string;
      readonly path: FieldPath;
    }
  | {
      readonly kind: 'rule';
      readonly state: string;
      readonly index: number;
      readonly target: string;
      readonly path: FieldPath;
    }
  | { readonly kind: 'default'; readonly state: string; readonly target: string; readonly path: FieldPath };

/** A state, where it stands, and the states around it, outermost first. */
export interface PlacedState {
  readonly name: string;
  readonly state: State;
  readonly path: FieldPath;
  readonly around: readonly string[];
  readonly isStart: boolean;
}

/** Every state of a definition in the order of the file, those inside branches and item processors too. */
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

function itemsOfState({ name, state, path }: PlacedState): CoverageItem[] {
  const { Retry = [], Catch = [] } = state as Caught;
  return [
    { kind: 'state', state: name, path },
    ...Retry.filter(({ MaxAttempts }) => MaxAttempts !== 0).map((retrier): CoverageItem => {
      const index = Retry.indexOf(retrier);
      return { kind: 'retrier', state: name, index, errors: retrier.ErrorEquals, path: [...path, 'Retry', index] };
    }),
    ...Catch.map(({ ErrorEquals: errors, Next: target }, index): CoverageItem => {
      return { kind: 'catcher', state: name, index, errors, target, path: [...path, 'Catch', index] };
    }),
    ...exitsOfState(name, state, path),
  ];
}

function exitsOfState(name: string, state: State, path: FieldPath): CoverageItem[] {
  if (state.Type !== 'Choice') {
    const target = 'Next' in state ? state.Next : undefined;
    return target === undefined ? [] : [{ kind: 'next', state: name, target, path: [...path, 'Next'] }];
  }
  const rules = state.Choices.map((rule, index): CoverageItem => {
    return { kind: 'rule', state: name, index, target: rule.Next, path: [...path, 'Choices', index] };
  });
  if (state.Default === undefined) return rules;
  return [...rules, { kind: 'default', state: name, target: state.Default, path: [...path, 'Default'] }];
}
