import { openCaseFile } from '../../interpreter/cases';
import type { CostAssumptions } from '../../language/config';
import { assumptionsOf } from './assumptions';
import { observePath, type PathUse } from './path-use';
import { type PathPrice, priceState, priceUse, type StatePrice } from './price-use';

/** A path with its price. */
export interface PricedPath {
  readonly use: PathUse;
  readonly price: PathPrice;
}

/** Paths that end alike; those that succeed are also of one length. */
export interface PathGroup {
  readonly ending: string;
  readonly succeeded: boolean;
  /** Never empty, cheapest first. */
  readonly paths: readonly PricedPath[];
}

/** A state's part of the paths that enter it. */
export interface PricedState {
  readonly name: string;
  /** Never empty, cheapest first. */
  readonly paths: readonly { readonly caseName: string; readonly price: StatePrice }[];
}

/** All paths of a definition, as its cases take them. */
export interface PipelineCost {
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  /** The defaults, and `cost` of its asl.config.yaml. */
  readonly assumptions: CostAssumptions;
  readonly cases: number;
  readonly groups: readonly PathGroup[];
  /** Those that a path enters, in the order in which they are entered first. */
  readonly states: readonly PricedState[];
}

/** Runs every case of a cases file and prices its path. Throws as openCaseFile does. */
export async function pipelineCost(casesFile: string): Promise<PipelineCost> {
  const suite = openCaseFile(casesFile);
  const assumptions = assumptionsOf(casesFile);
  const { type, name } = suite.machine;
  const paths: PricedPath[] = [];
  const states = new Map<string, PricedState['paths']>();
  for (const test of suite.caseFile.cases) {
    const { use, states: used } = await observePath(suite, test, assumptions);
    paths.push({ use, price: priceUse(use, type, assumptions) });
    for (const [state, its] of used) {
      const path = { caseName: test.name, price: priceState(its, assumptions) };
      states.set(state, [...(states.get(state) ?? []), path]);
    }
  }
  const byPrice = [...states].map(([state, its]) => ({
    name: state,
    paths: [...its].sort((a, b) => a.price.total - b.price.total),
  }));
  return { name, type, assumptions, cases: paths.length, groups: groupPaths(paths), states: byPrice };
}

function groupPaths(paths: readonly PricedPath[]): PathGroup[] {
  const groups = new Map<string, PricedPath[]>();
  for (const path of paths) {
    const key = groupKey(path.use);
    groups.set(key, [...(groups.get(key) ?? []), path]);
  }
  const all = [...groups.values()].map((each) => {
    const sorted = [...each].sort((a, b) => a.price.billed - b.price.billed || a.price.total - b.price.total);
    const { ending, succeeded } = (sorted[0] as PricedPath).use;
    return { ending, succeeded, paths: sorted };
  });
  const least = ({ paths }: PathGroup) => (paths[0] as PricedPath).price;
  return all.sort(
    (a, b) =>
      Number(b.succeeded) - Number(a.succeeded) || least(a).billed - least(b).billed || least(a).total - least(b).total,
  );
}

/** Failures differ in little but the state they begin at: one group per ending. */
function groupKey({ ending, succeeded, parent, standardChildren, expressChildren }: PathUse): string {
  // A case of a child alone has no parent.
  const own =
    parent.executions > 0 ? parent.statesEntered : standardChildren.statesEntered + expressChildren.statesEntered;
  return JSON.stringify(succeeded ? [ending, own] : [ending]);
}
