import type { Column } from '../../language/table';
import type { PathGroup, PipelineCost, PricedPath, PricedState } from './pipeline-cost';
import type { PathPrice, StatePrice } from './price-use';

/** The head of a table of paths; prices are US dollars per 1,000 executions. */
export const costColumns = ['ends', 'for example', 'cases', 'states', 'retries', 'billed', ...priceColumns()] as const;

/** In the order in which they are left out of a terminal that is too narrow. */
const leastImportant = [
  'others $',
  'retries',
  'cases',
  'Express $',
  'states',
  'Textract $',
  'Bedrock $',
  'Standard $',
  'billed',
];

/** The same columns for a terminal. */
export const costTableColumns: readonly Column[] = costColumns.map((head, index) => {
  const place = leastImportant.indexOf(head);
  return { head, isFigure: index > 1, ...(place === -1 ? {} : { rank: leastImportant.length - place }) };
});

/** Returns a row for each group of paths; if its paths differ, from the least to the most. */
export function costRows({ groups, type }: PipelineCost): string[][] {
  return groups.map((group) => costRow(group, type));
}

/** What {@link stateFigures} has of a state. */
export const stateColumns = [
  'cases',
  'billed',
  'Standard $',
  'Textract $',
  'Bedrock $',
  'others $',
  'together $',
] as const;

/** Returns the figures of a state: its part of the paths that enter it, US dollars for 1,000 executions. */
export function stateFigures({ paths }: PricedState): string[] {
  const prices = paths.map(({ price }) => price);
  const figures = (of: (price: StatePrice) => number, shown: (value: number) => string): string =>
    range(prices.map(of), shown);
  return [
    String(paths.length),
    figures(({ billed }) => billed, String),
    figures(({ standard }) => standard, formatDollars),
    figures(({ textract }) => textract, formatDollars),
    figures(({ bedrock }) => bedrock, formatDollars),
    figures(({ others }) => others, formatDollars),
    figures(({ total }) => total, formatDollars),
  ];
}

function priceColumns(): string[] {
  return ['Standard $', 'Express $', 'Textract $', 'Bedrock $', 'others $', 'together $'];
}

function costRow({ ending, succeeded, paths }: PathGroup, type: PipelineCost['type']): string[] {
  const isExpress = type === 'EXPRESS';
  const counts = [statesOf, retriesOf, ({ price }: PricedPath) => billedOf(price, isExpress)];
  const prices: readonly ((price: PathPrice) => number | undefined)[] = [
    (price) => (billedOf(price, isExpress) === undefined ? undefined : price.standard),
    ({ express }) => express,
    ({ textract }) => textract,
    ({ bedrock }) => bedrock,
    ({ others }) => others,
    ({ total }) => total,
  ];
  return [
    succeeded ? ending : `fails: ${ending}`,
    (paths[0] as PricedPath).use.caseName,
    String(paths.length),
    ...counts.map((of) => range(paths.map(of), String)),
    ...prices.map((of) =>
      range(
        paths.map(({ price }) => of(price)),
        formatDollars,
      ),
    ),
  ];
}

/** Express executions do not bill transitions: undefined without a Standard one. */
function billedOf({ billed }: PathPrice, isExpress: boolean): number | undefined {
  return isExpress || billed === 0 ? undefined : billed;
}

function statesOf({ use: { parent, standardChildren, expressChildren } }: PricedPath): number {
  return parent.statesEntered + standardChildren.statesEntered + expressChildren.statesEntered;
}

function retriesOf({ use: { parent, standardChildren, expressChildren } }: PricedPath): number {
  return parent.retries + standardChildren.retries + expressChildren.retries;
}

function range(values: readonly (number | undefined)[], shown: (value: number) => string): string {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return '–';
  const [least, most] = [shown(Math.min(...known)), shown(Math.max(...known))];
  return least === most ? least : `${least}–${most}`;
}

/** Returns US dollars of 1,000 executions from those of one. */
export function formatDollars(each: number): string {
  const thousand = each * 1_000;
  if (thousand === 0) return '0';
  return thousand < 0.1 ? thousand.toFixed(4) : thousand.toFixed(3);
}
