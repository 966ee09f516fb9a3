import { openCaseFile } from '../../interpreter/cases';
import type { CostAssumptions } from '../../language/config';
import { UserError } from '../../language/diagnostics';
import { count, listWords, type Row, type Shown } from '../../language/diff';
import { LinesError } from '../../language/terminal';
import { assumptionsOf } from '../cost/assumptions';
import { formatDollars } from '../cost/cost-table';
import { observePath } from '../cost/path-use';
import type { PricedPath } from '../cost/pipeline-cost';
import { priceUse } from '../cost/price-use';

/** The price of a path before and after, US dollars for one execution; absent if only one definition has the case. */
export interface PathPrices {
  readonly caseName: string;
  readonly ending: string;
  readonly old?: number;
  readonly new?: number;
}

/** Prices by case, or why there are none. */
export type PriceChanges =
  | { readonly paths: readonly PathPrices[]; readonly failed: { readonly old: number; readonly new: number } }
  | { readonly notCompared: string };

interface Paths {
  readonly paths: readonly PricedPath[];
  /** How many cases do not hold. */
  readonly failed: number;
  readonly reason?: string;
}

/** Runs the cases of both versions in simulated time and prices their paths with the assumptions of the new one. `renamed`: new names of old cases. */
export async function comparePrices(
  oldCases: string,
  newCases: string,
  renamed: ReadonlyMap<string, string>,
): Promise<PriceChanges> {
  const assumptions = assumptionsOf(newCases);
  const [old, current] = [await pathsOf(oldCases, assumptions), await pathsOf(newCases, assumptions)];
  if (old.reason !== undefined) return { notCompared: `the old version does not run today: ${old.reason}` };
  if (current.reason !== undefined) return { notCompared: `the new version does not run: ${current.reason}` };
  const before = new Map(old.paths.map((path) => [renamed.get(path.use.caseName) ?? path.use.caseName, path]));
  const after = current.paths.map(({ use: { caseName, ending }, price: { total } }): PathPrices => {
    const known = before.get(caseName);
    before.delete(caseName);
    return { caseName, ending, new: total, ...(known === undefined ? {} : { old: known.price.total }) };
  });
  const gone = [...before].map(([caseName, { use, price }]) => ({ caseName, ending: use.ending, old: price.total }));
  return { paths: [...after, ...gone], failed: { old: old.failed, new: current.failed } };
}

/** A smaller share is no change: the length of a name counts as input of a model. */
const leastChange = 0.001;

/** Returns the rows of a report: prices of 1,000 executions, by how they end. */
export function priceRows(changes: PriceChanges, shown: Shown): Row[] {
  const row = (text: string, sign: Row['sign'] = ' '): Row => ({ sign, subject: 'price', text });
  if ('notCompared' in changes) return [row(`not compared: ${changes.notCompared}`)];
  const both = changes.paths.flatMap(({ old, new: current, ...rest }) =>
    old === undefined || current === undefined ? [] : [{ ...rest, old, new: current }],
  );
  const changed = both.filter((path) => Math.abs(path.new - path.old) > path.old * leastChange);
  const added = changes.paths.filter(({ old }) => old === undefined);
  const same = both.length - changed.length;
  return [
    ...byEnding(changed).map(([ending, paths]) => row(changedWords(ending, paths), '~')),
    ...(added.length === 0 ? [] : [row(`new paths: ${listWords(byEnding(added).map(newWords), 4, shown)}`, '+')]),
    ...failedRows(changes.failed).map((text) => row(text)),
    ...(same === 0 ? [] : [row(`${count(same, 'path')} ${same === 1 ? 'costs' : 'cost'} the same`)]),
    ...(shown.all
      ? changed.map((path) =>
          row(`${JSON.stringify(path.caseName)} $${formatDollars(path.old)} → $${formatDollars(path.new)}`),
        )
      : []),
  ];
}

function failedRows({ old, new: current }: { readonly old: number; readonly new: number }): string[] {
  const fails = (cases: number) => (cases === 1 ? 'it fails' : 'they fail');
  return [
    ...(old === 0 ? [] : [`unknown of ${count(old, 'case')} of the old version: ${fails(old)} in this version of asl`]),
    ...(current === 0 ? [] : [`unknown of ${count(current, 'case')} of the new version: ${fails(current)} (asl test)`]),
  ];
}

type BothPrices = Required<PathPrices>;

function changedWords(ending: string, paths: readonly BothPrices[]): string {
  const [old, current] = [paths.map((each) => each.old), paths.map((each) => each.new)];
  const percent = Math.round((sum(current) / sum(old) - 1) * 100);
  const shift = percent === 0 ? 'less than 1 %' : `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`;
  return `per 1,000 that end ${ending}: ${range(old)} → ${range(current)} (${shift}, ${count(paths.length, 'path')})`;
}

function newWords([ending, paths]: readonly [string, readonly PathPrices[]]): string {
  return `${ending} ${range(paths.map((each) => each.new ?? 0))} (${paths.length})`;
}

function byEnding<P extends PathPrices>(paths: readonly P[]): [string, P[]][] {
  const groups = new Map<string, P[]>();
  for (const path of paths) groups.set(path.ending, [...(groups.get(path.ending) ?? []), path]);
  return [...groups];
}

function range(prices: readonly number[]): string {
  const [least, most] = [formatDollars(Math.min(...prices)), formatDollars(Math.max(...prices))];
  return least === most ? `$${least}` : `$${least}–${most}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** The paths of the cases that run, or why none does: the versions are compared all the same. */
async function pathsOf(caseFile: string, assumptions: CostAssumptions): Promise<Paths> {
  const paths: PricedPath[] = [];
  let failed = 0;
  try {
    const suite = openCaseFile(caseFile);
    for (const test of suite.caseFile.cases) {
      const path = await unlessFails(() => observePath(suite, test, assumptions));
      if (path === undefined) failed += 1;
      else paths.push({ use: path.use, price: priceUse(path.use, suite.machine.type, assumptions) });
    }
    return { paths, failed };
  } catch (error) {
    if (!(error instanceof LinesError)) throw error;
    return { paths, failed, reason: (error.lines[0] ?? '').replace(/^.*[/\\](?=[^/\\]+:)/, '') };
  }
}

/** A case that does not hold has no path. */
async function unlessFails<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
