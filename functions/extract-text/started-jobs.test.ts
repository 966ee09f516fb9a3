import { documentId, firstToken, threePages, tokenOf, world } from '../../tests/fixtures/extract-text-fixture';
import { type ExtractTextEvent, extractText } from './extract-text';

describe('what a job is started for', () => {
  const week = 7 * 86_400_000;
  const retried: ExtractTextEvent = { ...threePages, taskToken: 'token-2' };

  it.each<[string, Partial<ExtractTextEvent>, readonly string[]]>([
    ['a retry finds the job that was started', {}, [firstToken]],
    ['a redrive by AWS starts another', { redriveCount: 1 }, [firstToken, tokenOf('arn:execution', 1)]],
    ['an execution in its place starts another', { executionArn: 'arn:new' }, [firstToken, tokenOf('arn:new', 0)]],
  ])('%s', async (_, change, tokens) => {
    const { dependencies, textract } = world({ status: 'FAILED', statusMessage: 'Internal server error' });

    await extractText(threePages, dependencies);
    await extractText({ ...retried, ...change }, dependencies);

    expect([...textract.started.values()].map(({ ClientRequestToken }) => ClientRequestToken)).toEqual(tokens);
  });

  it.each([
    ['the same job within seven days', week - 1, 1],
    ['another job after them', week, 2],
  ])('a retry waits for %s', async (_, later, jobs) => {
    const { dependencies, textract } = world();
    await extractText(threePages, dependencies);
    const then = { ...dependencies, now: () => dependencies.now() + later };

    await extractText(retried, then);
    await extractText(retried, then);

    expect(textract.started.size).toBe(jobs);
    expect([...textract.started.values()].at(-1)?.ClientRequestToken).toMatch(/^[0-9a-f]{64}$/);
  });

  it('starts one job more, the same in all retries, where Textract has dropped the first', async () => {
    const { dependencies, textract, tables } = world();
    textract.dropped.add(`job-of-${firstToken}`);

    await expect(extractText(threePages, dependencies)).resolves.toEqual({ answered: 'waiting' });
    tables.rows.clear();
    await expect(extractText(retried, dependencies)).resolves.toEqual({ answered: 'waiting' });

    expect(textract.started.size).toBe(2);
    for (const jobId of textract.started.keys()) textract.dropped.add(jobId);
    tables.rows.clear();
    await expect(extractText(retried, dependencies)).rejects.toMatchObject({ name: 'InvalidJobIdException' });
    expect(textract.started.size).toBe(2);
  });

  it('leaves the row to a later attempt that has taken its place', async () => {
    const { dependencies, textract, tables } = world();
    const later = { callbackId: { S: `extraction/${documentId}` }, taskToken: { S: 'token-2' } };
    textract.answers.start = () => {
      tables.rows.set(`callbacks/extraction/${documentId}`, later);
    };

    await expect(extractText(threePages, dependencies)).resolves.toEqual({ answered: 'waiting' });

    expect(tables.rows.get(`callbacks/extraction/${documentId}`)).toEqual(later);
  });
});
