import { sampleSource } from '../tests/sample-source';
import { RowList } from './row-list';

const names = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name);

describe('the list of executions', () => {
  it('is a window of all, newest first, with the failures of its rows', async () => {
    const list = new RowList(await sampleSource(3_000));
    const page = await list.page({ filter: {}, offset: 0, limit: 3 });
    expect(page).toMatchObject({
      matching: 3_000,
      total: 3_000,
      newer: 0,
      machines: ['orders', 'orders-express-lane'],
    });
    expect(page.rows[0]).toMatchObject({
      name: 'order-100000',
      failedState: 'ChargeCard',
      error: 'PaymentService.Unavailable',
      reason: 'the card network did not answer within 10 s',
    });
    expect(page.counts).toEqual({ SUCCEEDED: 2_549, FAILED: 450, RUNNING: 1 });
    const last = await list.page({ filter: {}, offset: 2_998, limit: 100, asOf: page.asOf });
    expect(names(last.rows)).toEqual(['order-97002', 'order-97001']);
  });

  it('keeps its rows in their places while others start; these are counted', async () => {
    const source = await sampleSource(20);
    const list = new RowList(source);
    const { asOf, rows } = await list.page({ filter: {}, offset: 0, limit: 5 });
    source.start('order-new');
    expect(await list.refresh()).toBe(true);
    const later = await list.page({ filter: {}, offset: 0, limit: 5, asOf });
    expect([names(later.rows), later.newer, later.total]).toEqual([names(rows), 1, 21]);
    expect(names((await list.page({ filter: {}, offset: 0, limit: 1 })).rows)).toEqual(['order-new']);
  });

  it('reads again only what is new or was running', async () => {
    const source = await sampleSource(3_000);
    const list = new RowList(source);
    await list.page({ filter: {}, offset: 0, limit: 5 });
    source.calls.length = 0;
    expect(await list.refresh()).toBe(false);
    expect(source.calls).toEqual(['ListStateMachines', 'ListExecutions', 'ListExecutions']);
    source.finish('order-99999');
    expect(await list.refresh()).toBe(true);
    const { rows } = await list.page({ filter: {}, offset: 1, limit: 1 });
    expect(rows[0]).toMatchObject({ name: 'order-99999', status: 'SUCCEEDED' });
  });

  it('finds failures by their words, and executions by what their address names', async () => {
    const list = new RowList(await sampleSource(100));
    const { rows, matching, unread } = await list.page({ filter: { q: 'labelerror' }, offset: 0, limit: 100 });
    expect([unread, matching, new Set(rows.map(({ failedState }) => failedState))]).toEqual([
      0,
      5,
      new Set(['PrintLabel']),
    ]);
    expect(await list.arnOf('orders', 'a')).toBe('arn:aws:states:us-east-1:123456789012:execution:orders:a');
    expect(await list.arnOf('orders/Each', 'a')).toBe('arn:aws:states:us-east-1:123456789012:execution:orders/Each:a');
    expect(await list.arnOf('orders', 'a:7')).toBe('arn:aws:states:us-east-1:123456789012:express:orders:a:7');
    await expect(list.arnOf('unknown', 'a')).rejects.toThrow('there is no execution unknown:a');
  });
});
