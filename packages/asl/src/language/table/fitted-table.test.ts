import { type Cell, fittedTable } from './fitted-table';

const columns = [{ head: 'run' }, { head: 'ended' }, { head: 'price $', isFigure: true }];

function table(rows: readonly (readonly Cell[])[], width: number): readonly string[] {
  return fittedTable(columns, rows, width);
}

describe('a table', () => {
  it('cuts nothing that fits', () => {
    expect(table([[{ text: 'a run' }, { text: 'FAILED' }, 0.5]], 40)).toEqual([
      '┌───────┬────────┬─────────┐',
      '│ run   │ ended  │ price $ │',
      '├───────┼────────┼─────────┤',
      '│ a run │ FAILED │     0.5 │',
      '└───────┴────────┴─────────┘',
    ]);
  });

  it('takes from the widest columns alike, marks what it cuts, and is as wide as it may be', () => {
    const [, , , line = ''] = table([[{ text: 'a'.repeat(60) }, { text: 'b'.repeat(900) }, 1]], 61);

    expect(line).toBe(`│ ${'a'.repeat(21)}… │ ${'b'.repeat(21)}… │       1 │`);
  });

  it('cuts figures and what is kept not at all, and no column to nothing', () => {
    const ended = { text: 'FAILED States.TaskFailed: a reason', kept: 'FAILED States.TaskFailed' };
    const [, , , line = ''] = table([[{ text: 'a'.repeat(60) }, ended, 1_000_000_000]], 20);

    expect(line).toBe('│ aaaaaaaaaaa… │ FAILED States.TaskFailed… │ 1000000000 │');
  });

  it('paints a cell after it has been measured, and shows what a terminal would obey', () => {
    const [, , , line = ''] = table([[{ text: 'a\nb', paint: (text) => `<${text}>` }, 'x', 1]], 60);

    expect(line).toContain('<a\\nb>');
  });
});
