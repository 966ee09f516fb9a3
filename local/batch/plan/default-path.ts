import { type Scope, type State, memberOf } from '../../../asl/definition';

/**
 * States entered on the path that every Choice leaves by its Default, the states of a Parallel's branches among them: what an untroubled
 * document takes. An inline Map counts without its iterations. A state that comes round again ends the walk.
 */
export function defaultPathLength({ StartAt, States }: Scope): number {
  const seen = new Set<string>();
  let count = 0;
  for (let name: string | undefined = StartAt; name !== undefined && !seen.has(name); ) {
    const state: State | undefined = memberOf(States, name);
    if (state === undefined) return count;
    seen.add(name);
    count += 1 + (state.Type === 'Parallel' ? sum(state.Branches.map(defaultPathLength)) : 0);
    name = nextOf(state);
  }
  return count;
}

function nextOf(state: State): string | undefined {
  switch (state.Type) {
    case 'Choice':
      return state.Default ?? state.Choices[0]?.Next;
    case 'Succeed':
    case 'Fail':
      return undefined;
    default:
      return state.Next;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
