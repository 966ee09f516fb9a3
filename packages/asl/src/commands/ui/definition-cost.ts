import type { DefinitionCost, PricedLine } from '../../ui';
import { costColumns, costRows, stateColumns, stateFigures } from '../cost/cost-table';
import { pipelineCost } from '../cost/pipeline-cost';

/** Returns what `asl cost` prints of a definition, and of each of its states. Throws if its cases cannot be run. */
export async function definitionCost(caseFile: string): Promise<DefinitionCost> {
  const cost = await pipelineCost(caseFile);
  const { type, assumptions, states } = cost;
  const { region, modelId } = assumptions;
  const [, , ...columns] = costColumns;
  return {
    type,
    region,
    modelId,
    paths: costRows(cost).map(([title = '', example = '', ...figures]) => lineOf({ title, example }, columns, figures)),
    states: Object.fromEntries(
      states.map((state) => {
        const { name: title, paths } = state;
        const [least] = paths;
        return [title, lineOf({ title, example: least?.caseName ?? '' }, stateColumns, stateFigures(state))];
      }),
    ),
  };
}

function lineOf(
  of: Pick<PricedLine, 'title' | 'example'>,
  columns: readonly string[],
  figures: readonly string[],
): PricedLine {
  return { ...of, figures: columns.map((name, index) => [name, figures[index] ?? ''] as const) };
}
