import { memberOf, type Scope, type State } from '@document-pipelines/asl/definition';
import { CannotRunError } from '@document-pipelines/local-aws/environment';

/** Targets to which Choice states are left, by the names of the states. */
export type Turns = Readonly<Record<string, string>>;

/**
 * States entered on the path that every Choice leaves by its Default, or to the target that `turns` names; the states of a Parallel's
 * branches are among them. Without turns, that is the path of a document without problems. A Map counts without its iterations. A
 * state that comes round again ends the walk. Throws CannotRunError for a turn that cannot be used: the definition does not have the
 * state, or it does not lead there.
 */
export function defaultPathLength({ StartAt, States }: Scope, turns: Turns = {}): number {
  const seen = new Set<string>();
  let count = 0;
  for (let name: string | undefined = StartAt; name !== undefined && !seen.has(name); ) {
    const state: State | undefined = memberOf(States, name);
    if (state === undefined) return count;
    seen.add(name);
    count += 1 + (state.Type === 'Parallel' ? sum(state.Branches.map((branch) => defaultPathLength(branch))) : 0);
    name = nextOf(state, memberOf(turns, name));
  }
  const missed = Object.entries(turns).find(([from, to]) => !seen.has(from) || !seen.has(to));
  if (missed !== undefined) throw new CannotRunError(`there is no path from the Choice ${missed[0]} to ${missed[1]}`);
  return count;
}

function nextOf(state: State, turn: string | undefined): string | undefined {
  switch (state.Type) {
    case 'Choice': {
      const [first, ...others] = state.Choices.map(({ Next }) => Next);
      const targets = [state.Default, first, ...others];
      return turn === undefined ? (state.Default ?? first) : targets.find((target) => target === turn);
    }
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
