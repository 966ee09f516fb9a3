import { billedTransitions, expressPrice, standardPrice } from '../../asl/cost';
import { assumptions } from './assumptions';
import type { ExecutionsUse } from './path-use';
import type { PipelineCost, PricedPath } from './pipeline-cost';

/** The head of a table of batches; prices are those of Step Functions alone, in US dollars for 1,000 documents. */
export const batchColumns = [
  'pipeline',
  'for example',
  'children',
  'frame: billed once a batch',
  'a child: states',
  'a child: billed',
  '1,000 documents $',
] as const;

/** A row for each path with child executions that succeeds: what the frame costs once, and each document in a child of its own. */
export function batchRows(pipelines: readonly PipelineCost[]): string[][] {
  return pipelines.flatMap(({ name, groups }) =>
    distinct(
      groups
        .filter(({ succeeded }) => succeeded)
        .flatMap(({ paths }) => paths)
        .filter(
          ({ use }) =>
            use.parent.executions > 0 && use.standardChildren.executions + use.expressChildren.executions > 0,
        )
        .map((path) => batchRow(name, path)),
    ),
  );
}

/** Of rows that say the same of different cases, the first. */
function distinct(rows: readonly string[][]): string[][] {
  const figures = (row: readonly string[]): string => JSON.stringify(row.filter((_, index) => index !== 1));
  return rows.filter((row, index) => rows.findIndex((other) => figures(other) === figures(row)) === index);
}

const documents = 1_000;

function batchRow(name: string, { use }: PricedPath): string[] {
  const isExpress = use.expressChildren.executions > 0;
  const children = isExpress ? use.expressChildren : use.standardChildren;
  const frame = billedTransitions(use.parent);
  const each = children.executions;
  const billed = billedTransitions(children) / each;
  const price = isExpress
    ? expressOf(children)
    : standardPrice({ stateTransitions: billed, region: assumptions.region });
  const together = standardPrice({ stateTransitions: frame, region: assumptions.region }) + documents * price;
  return [
    name,
    use.caseName,
    `${each} ${isExpress ? 'EXPRESS' : 'STANDARD'}`,
    String(frame),
    shown(children.statesEntered / each),
    isExpress ? 'a request and its GB-seconds' : shown(billed),
    together.toFixed(4),
  ];
}

function expressOf({ executions, callSeconds }: ExecutionsUse): number {
  const durationMilliseconds = (callSeconds * 1_000) / executions;
  return expressPrice({ executions: 1, durationMilliseconds, memoryMegabytes: assumptions.expressMegabytes });
}

function shown(mean: number): string {
  return Number.isInteger(mean) ? String(mean) : mean.toFixed(1);
}
