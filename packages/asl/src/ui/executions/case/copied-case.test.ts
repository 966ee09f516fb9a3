import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCaseFile } from '../../../interpreter/cases';
import { type ReadEvent, readExecution } from '../../model';
import { orderMachine } from '../../tests/order-machine';
import { sampleSource } from '../../tests/sample-source';
import { appendCase, caseTarget } from './case-files';
import { caseText } from './case-text';
import { copiedCase } from './copied-case';
import { runCopiedCase } from './run-copied-case';

const prefix = 'arn:aws:states:us-east-1:123456789012:execution:orders';
let folder: string;
let definitionFile: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'copied-cases-'));
  definitionFile = join(folder, 'orders.asl.json');
  writeFileSync(definitionFile, JSON.stringify(orderMachine));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** One of the sample's executions, some of its events changed. */
async function executionOf(name: string, change: (event: ReadEvent) => ReadEvent = (event) => event) {
  const source = await sampleSource(20);
  const [described, events] = [await source.describe(`${prefix}:${name}`), await source.events(`${prefix}:${name}`, 0)];
  return readExecution(described, events.map(change));
}

describe('an execution that is copied as a case', () => {
  // In the sample: a Parallel that failed after retries, a success with a Map, one with a retry, a rejected order, a failed item of 24.
  const names = ['order-100000', 'order-99998', 'order-99997', 'order-99988', 'order-99994'];

  it.each(names)('%s does the same when the case is run', async (name) => {
    const execution = await executionOf(name);
    const copied = copiedCase(execution);
    expect(copied).toMatchObject({ missing: [], notes: [] });
    expect(await runCopiedCase(execution, copied)).toEqual([]);
  });

  it('is added to the cases of its definition, which stay as they are, and passes there', async () => {
    const before =
      '# by hand\ncases:\n- name: as order-100000\n  input: {}   # kept\n  expect: { status: FAILED }\n# the end\n';
    const caseFile = join(folder, 'orders.cases.yaml');
    writeFileSync(caseFile, before);
    const execution = await executionOf('order-100000');
    const target = caseTarget(execution, { find: () => [join(folder, 'others.asl.yaml'), definitionFile] });
    expect(target).toEqual({ definitionFile, caseFile });
    expect(appendCase(target!, copiedCase(execution), 'here')).toBe('as order-100000 (2)');

    const text = readFileSync(caseFile, 'utf8');
    expect(text.startsWith(before.replace('# the end\n', ''))).toBe(true);
    expect(text.endsWith('# the end\n')).toBe(true);
    const suite = openCaseFile(caseFile);
    const [, added] = suite.caseFile.cases;
    expect((await suite.run(added!)).unmet).toEqual([]);
  });

  it('begins the cases of a definition that has none', async () => {
    const bare = { definitionFile, caseFile: join(folder, 'bare.cases.yaml') };
    appendCase(bare, copiedCase(await executionOf('order-99988')), 'here');
    expect(readFileSync(bare.caseFile, 'utf8')).toMatch(
      /^cases:\n {2}# Copied from here\.\n {2}- name: as order-99988\n/,
    );
  });

  it('names a result that was cut or is not there, invents none, and is not added', async () => {
    const execution = await executionOf('order-100000', (event) => {
      const { details } = event;
      if (event.type !== 'TaskSucceeded') return event;
      const { output, ...others } = details;
      return String(output).includes('A-1042')
        ? { ...event, details: { ...details, outputDetails: { truncated: true } } }
        : { ...event, details: others };
    });
    const copied = copiedCase(execution);
    expect(copied.missing).toEqual([
      'the result of call 1 of CheckOrder: the history has cut it',
      'the result of call 1 of ReserveStock: the history does not have it',
      'the result of call 1 of ReadPrices: the history does not have it',
      'the result of call 1 of RecordFailure: the history does not have it',
    ]);
    expect(copied.test.mocks?.['CheckOrder']).toEqual({});
    expect(caseText(copied, { from: 'here', indent: 2 })).toContain(
      '  # Missing, to be written: the result of call 1 of CheckOrder: the history has cut it.\n',
    );
    expect(() => appendCase({ definitionFile, caseFile: join(folder, 'no.cases.yaml') }, copied, 'here')).toThrow(
      'the case lacks the result of call 1 of CheckOrder: the history has cut it, and 3 more',
    );
  });

  it('of another version of the definition is not added', async () => {
    const other = join(folder, 'other.asl.json');
    writeFileSync(other, JSON.stringify({ StartAt: 'Only', States: { Only: { Type: 'Succeed' } } }));
    const copied = copiedCase(await executionOf('order-100000'));
    const target = { definitionFile: other, caseFile: join(folder, 'other.cases.yaml') };
    expect(() => appendCase(target, copied, 'here')).toThrow('has no state `CheckOrder`');
  });

  it('has open ends if it runs', async () => {
    const copied = copiedCase(await executionOf('order-99999'));
    expect(copied.notes).toEqual(['The execution has not ended: what follows is open.']);
    expect(copied.test.expect).toBeUndefined();
  });
});
