import { existsSync } from 'node:fs';
import { fittedTable } from '../../language/table';
import { stdout } from '../../language/terminal';

import { findCaseFiles } from '../find-case-files';
import { resolveDefinition } from '../resolve-definition';
import { costRows, costTableColumns } from './cost-table';
import { type PipelineCost, pipelineCost } from './pipeline-cost';

/** Returns the costs of every definition with cases that paths lead to, sorted by name. */
export async function costsOf(paths: readonly string[]): Promise<PipelineCost[]> {
  const costs: PipelineCost[] = [];
  const found = paths.map((path) => (existsSync(path) ? path : resolveDefinition(path)));
  for (const file of findCaseFiles(found).caseFiles) costs.push(await pipelineCost(file));
  return costs.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Prints the cost of every path. Throws if cases cannot be run. */
export async function showCost(
  paths: readonly string[],
  { json = false }: { readonly json?: boolean },
  print: (text: string) => void,
): Promise<void> {
  const costs = await costsOf(paths);
  if (json) print(JSON.stringify(costs, null, 2));
  else {
    // Only a terminal has a width.
    const width = stdout.isTerminal ? stdout.columns : Number.POSITIVE_INFINITY;
    for (const cost of costs)
      print([`${cost.name}, US dollars per 1,000 executions`, ...costTable(cost, width), ''].join('\n'));
  }
}

/** The costs of a definition as the lines of a table. */
export function costTable(cost: PipelineCost, width: number): readonly string[] {
  const rows = costRows(cost).map((row) => row.map((text, index) => (index < 2 ? { text } : text)));
  return fittedTable(costTableColumns, rows, width);
}
