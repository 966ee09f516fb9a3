import { existsSync } from 'node:fs';
import Table from 'cli-table3';
import { cutText } from '../../language/terminal';
import { definitionNamed } from '../definition-named';
import { findCaseFiles } from '../find-case-files';
import { costColumns, costRows } from './cost-table';
import { type PipelineCost, pipelineCost } from './pipeline-cost';

/** Returns the costs of every definition with cases that paths lead to, sorted by name. */
export async function costsOf(paths: readonly string[]): Promise<PipelineCost[]> {
  const costs: PipelineCost[] = [];
  const found = paths.map((path) => (existsSync(path) ? path : definitionNamed(path)));
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
  else for (const cost of costs) print(`${cost.name}, US dollars per 1,000 executions\n${costTable(cost)}\n`);
}

function costTable(cost: PipelineCost): string {
  const table = new Table({
    head: [...costColumns],
    colAligns: costColumns.map((_, index) => (index < 2 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  for (const [ending = '', example = '', ...rest] of costRows(cost))
    table.push([ending, cutText(example, 40), ...rest]);
  return table.toString();
}
