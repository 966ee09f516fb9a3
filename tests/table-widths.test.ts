import { createPaint } from '@document-pipelines/asl/terminal';
import { batchTable } from '../operations/batch/commands/list';
import type { DocumentResult } from '../operations/documents/document-result';
import { resultTable } from '../operations/documents/result-table';
import { evaluateCandidate } from '../operations/evaluate/evaluation';
import { candidateLines, candidatesTable } from '../operations/evaluate/report/text-report';
import { operatorCommands } from '../operations/operator-commands';
import { defaultAssumptions as assumptions } from '../packages/asl/src/commands/cost/assumptions';
import type { PipelineCost, PricedPath } from '../packages/asl/src/commands/cost/pipeline-cost';
import { costTable } from '../packages/asl/src/commands/cost/show-cost';
import { runTable } from '../packages/local-aws/src/run/run-table';
import { documentOf, expectedValue, predictionOf, readingOf } from './fixtures/scoring-fixture';

type Draw = (width: number) => readonly string[];

const cause = 'the role has no access to the model, '.repeat(20);
const long = 'a-name-that-is-as-long-as-names-of-files-are-'.repeat(4);

function documentTable(document: string, reason: string): Draw {
  const result: DocumentResult = {
    document,
    documentId: 'd',
    key: document,
    documentType: 'delivery-note',
    outcome: 'failed',
    reason,
    error: 'BedrockRuntime.AccessDeniedException',
    fields: {},
    statesEntered: 25_000,
    retries: 123_456,
    durationSeconds: 86_400.4,
    executionArn: 'arn',
    deliveries: 1,
    alreadyProcessed: false,
  };
  return (columns) => resultTable([result], { region: 'us-east-1', columns, paint: createPaint(false) });
}

function machineTable(run: string, output: string): Draw {
  const result = {
    run,
    status: 'SUCCEEDED',
    output,
    executionArn: 'arn',
    statesEntered: 25_000,
    retries: 123_456,
    durationSeconds: 86_400.4,
    stepFunctionsPrice: 12.345678,
  };
  return (width) => runTable([result], width);
}

function pathsTable(ending: string, caseName: string, dollars: number): Draw {
  const executions = { statesEntered: 24_000, retries: 1_234, executions: 1, callSeconds: 1 };
  const path = (times: number): PricedPath => ({
    use: {
      caseName,
      ending,
      succeeded: false,
      parent: executions,
      standardChildren: { ...executions, statesEntered: times },
      expressChildren: executions,
    } as PricedPath['use'],
    price: {
      billed: 25_000 * times,
      standard: 0.6 * times * dollars,
      express: 0.1 * times * dollars,
      textract: 1.5 * times * dollars,
      bedrock: 0.7 * times * dollars,
      others: 0.2 * times * dollars,
      total: 3 * times * dollars,
    },
  });
  const groups = [{ ending, succeeded: false, paths: [path(1), path(9)] }];
  const cost: PipelineCost = { name: 'm', type: 'STANDARD', cases: 2, groups, states: [], assumptions };
  return (width) => costTable(cost, width);
}

function batches(batchId: string, error: string): Draw {
  const batch = { batchId, executionArn: 'arn', status: 'SUCCEEDED', startDate: new Date(0), error, cause: error };
  const counts = { STORED: 123_456, REJECTED: 23_456, FAILED: 3_456, PENDING: 456 };
  const summary = { isToleranceExceeded: false, counts } as never;
  return (width) => batchTable([{ ...batch, summary }], operatorCommands({ environment: 'dev' }), width);
}

function candidateOf(modelId: string) {
  const document = documentOf('a.pdf', { fields: { customerName: expectedValue('Jane Roe') }, outcome: 'stored' });
  const { identity } = predictionOf();
  const readings = [{ document, readings: [readingOf({ fields: { customerName: 'John Doe' } })] }];
  return evaluateCandidate({ ...identity, model: modelId } as typeof identity, readings, {
    dataset: { name: 'd', digest: 'e' },
  });
}

function models(modelId: string): Draw {
  const candidate = candidateOf(modelId);
  return (width) => candidatesTable([candidate, candidate], width);
}

function fields(modelId: string): Draw {
  const candidate = candidateOf(modelId);
  return (width) => {
    const lines = candidateLines(candidate, { values: true, width });
    const head = lines.findIndex((line) => line.startsWith('  field'));
    return lines.slice(
      head,
      lines.findIndex((line, index) => index > head && !line.startsWith('  ')),
    );
  };
}

const wide: Readonly<Record<string, Draw>> = {
  'pipelines run': documentTable(`${long}.pdf`, cause),
  'asl local run': machineTable(long, cause),
  'asl cost': pathsTable(`States.${long}`, cause, 1),
  'pipelines batch list': batches('inbox-20261122T141530', cause),
  'pipelines evaluate, models': models(long),
  'pipelines evaluate, fields': fields(long),
};

const short: Readonly<Record<string, Draw>> = {
  'pipelines run': documentTable('invoice.pdf', 'no access'),
  'asl local run': machineTable('a run', 'an output'),
  'asl cost': pathsTable('States.Timeout', 'a case', 1e-3),
  'pipelines batch list': batches('inbox-20261122T141530', 'none'),
  'pipelines evaluate, models': models('m'),
  'pipelines evaluate, fields': fields('m'),
};

/** The cells of a table's lines, by the heads of their columns. */
function columnsOf(table: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const isFramed = table[0]?.startsWith('┌') === true;
  const rows = isFramed
    ? table.filter((line) => line.startsWith('│')).map((line) => line.split('│').slice(1, -1))
    : table.filter((line) => !line.includes('not shown')).map((line) => line.trim().split(/ {2,}/));
  const [heads = [], ...others] = rows.map((cells) => cells.map((cell) => cell.trim()));
  return new Map(heads.map((head, index) => [head, others.map((cells) => cells[index] ?? '')]));
}

describe.each(Object.keys(wide))('the table of %s', (name) => {
  const draw = wide[name]!;
  const whole = columnsOf(draw(Number.POSITIVE_INFINITY));

  it('fits terminals of 60 to 200 columns, with whole figures, and names what it leaves out', () => {
    for (let width = 60; width <= 200; width += 1) {
      const table = draw(width);
      const columns = columnsOf(table);
      const tooLong = table.filter((line) => line.length > width);
      const missing = table.join(' ').replace(/\s+/g, ' ').split('not shown, for lack of width: ')[1] ?? '';
      expect({ width, tooLong }).toEqual({ width, tooLong: [] });
      for (const [head, cells] of whole) {
        const shown = columns.get(head);
        if (shown === undefined) expect(missing.split(', ')).toContain(head);
        else if (cells.every((cell) => /^[\d.,–-]+$/.test(cell))) expect(shown).toEqual(cells);
      }
      expect(columns.size).toBeGreaterThan(1);
    }
  });

  it('cuts and leaves out nothing that fits 200 columns', () => {
    const draw = short[name]!;

    expect(draw(200)).toEqual(draw(Number.POSITIVE_INFINITY));
    expect(draw(200).join('\n')).not.toMatch(/…|not shown/);
  });
});
