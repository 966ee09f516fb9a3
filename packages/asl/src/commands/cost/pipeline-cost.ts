import { openCaseFile } from '../../interpreter/cases';
import type { CostAssumptions } from '../../language/config';
import { assumptionsOf } from './assumptions';
import { type PathUse, pathUse } from './path-use';
import { type PathPrice, priceUse } from './price-use';

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

/** All paths of a definition, as its cases take them. */
export interface PipelineCost {
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  /** The defaults, and `cost` of its asl.config.yaml. */
  readonly assumptions: CostAssumptions;
  readonly cases: number;
  readonly groups: readonly PathGroup[];
}

/** Runs every case of a cases file and prices its path. Throws as openCaseFile does. */
export async function pipelineCost(casesFile: string): Promise<PipelineCost> {
  const suite = openCaseFile(casesFile);
  const assumptions = assumptionsOf(casesFile);
  const { type, name } = suite.machine;
  const paths: PricedPath[] = [];
  for (const test of suite.caseFile.cases) {
    const use = await pathUse(suite, test, assumptions);
    paths.push({ use, price: priceUse(use, type, assumptions) });
  }
  return { name, type, assumptions, cases: paths.length, groups: groupPaths(paths) };
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
