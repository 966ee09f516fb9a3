import { didYouMean, UserError } from '../../language/diagnostics';
import { type Graph, nodesIn } from '../../language/graph';

/** States as a command line names them: names or paths. Undefined: none but those that have to be drawn. */
export type ChosenStates = 'all' | 'none' | readonly string[] | undefined;

/** Returns the paths of the states, those that have to be drawn included. Throws UserError for one that is not there. */
export function chooseStates(
  { name: machine, scope }: Graph,
  chosen: ChosenStates,
  option: string,
  needed: readonly string[],
): 'all' | 'none' | readonly string[] {
  if (chosen === 'all' || chosen === 'none') return chosen;
  const nodes = nodesIn(scope);
  const paths = (chosen ?? []).map((wanted) => {
    const node = nodes.find(({ id, name }) => id === wanted || name === wanted);
    if (node !== undefined) return node.id;
    const help = didYouMean(
      wanted,
      nodes.map(({ name }) => name),
    );
    throw new UserError(`--${option}: ${machine} has no state ${wanted}`, help === undefined ? {} : { help });
  });
  return [...new Set([...paths, ...needed])];
}
