import { alignedTable, type Cell, fittedTable } from './fitted-table';

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

  it('cuts what is kept only if nothing else helps, and figures not at all', () => {
    const ended = { text: 'FAILED States.TaskFailed: a reason', kept: 'FAILED States.TaskFailed' };
    const rows = [[{ text: 'a'.repeat(60) }, ended, 1_000_000_000]];

    expect(table(rows, 60)[3]).toBe('│ aaaaaaaaaaaaaa… │ FAILED States.TaskFailed… │ 1000000000 │');
    expect(table(rows, 40)[3]).toBe('│ aaaaaaaaa… │ FAILED St… │ 1000000000 │');
  });

  it('leaves out the columns with a rank, the highest first, and names them', () => {
    const ranked = [
      { head: 'run' },
      { head: 'states', isFigure: true, rank: 1 },
      { head: 'price $', isFigure: true, rank: 2 },
    ];
    const rows = [[{ text: 'a run' }, 12, 0.5]];

    expect(fittedTable(ranked, rows, 28)).toHaveLength(5);
    expect(fittedTable(ranked, rows, 27)).toEqual([
      '┌───────┬────────┐',
      '│ run   │ states │',
      '├───────┼────────┤',
      '│ a run │     12 │',
      '└───────┴────────┘',
      'not shown, for lack of',
      'width: price $',
    ]);
  });

  it('fits without a frame, too', () => {
    const rows = [[{ text: 'a run' }, { text: 'b'.repeat(60) }, 0.5]];

    expect(alignedTable(columns, rows, 30)).toEqual([
      'run    ended           price $',
      `a run  ${'b'.repeat(13)}…      0.5`,
    ]);
  });

  it('measures what takes two columns of a terminal, and what takes none', () => {
    const [, head = '', , line = ''] = table([[{ text: '請求書.pdf' }, { text: 'e\u0301' }, 1]], 60);

    expect(line).toBe('│ 請求書.pdf │ e\u0301     │       1 │');
    expect(head).toBe('│ run        │ ended │ price $ │');
    expect(table([[{ text: '請'.repeat(40) }, 'x', 1]], 60)[3]).toContain(`│ ${'請'.repeat(18)}…  │`);
  });

  it('paints a cell after it has been measured, and shows what a terminal would obey', () => {
    const [, , , line = ''] = table([[{ text: 'a\nb', paint: (text) => `<${text}>` }, 'x', 1]], 60);

    expect(line).toContain('<a\\nb>');
  });
});
