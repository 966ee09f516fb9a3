import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageBundle, type ServedUi, serveUi, type UiPages } from '@document-pipelines/asl/ui';
import type { Account } from '../../operations/account';
import { evaluateCandidate } from '../../operations/evaluate/evaluation';
import { createEvaluationFiles } from '../../operations/evaluate/saved/evaluation-files';
import { savedEvaluation } from '../../operations/evaluate/saved/saved-evaluation';
import { batchPages } from '../../operations/ui/batches/batch-pages';
import { evaluationPages } from '../../operations/ui/evaluations/evaluation-pages';
import { sampleSource } from '../../packages/asl/src/ui/tests/sample-source';
import { documentOf, expectedValue, predictionOf, readingOf } from '../fixtures/scoring-fixture';

/** The pages of batches and evaluations over an account. */
export interface ServedBatches {
  readonly ui: ServedUi;
  readonly pages: readonly UiPages[];
  close(): Promise<void>;
}

/** Text of a document that a page must not take for anything else. */
export const hostile = '<img src=x onerror=alert(1)>';

const repository = join(__dirname, '..', '..');
const limits = {
  region: 'us-east-1',
  detectDocumentTextPerSecond: 10,
  startDocumentTextDetectionPerSecond: 5,
  bedrockRequestsPerMinute: 100,
  modelId: 'amazon.nova-lite-v1:0',
};

/** Serves the batches of an account with their prices. */
export function pagesOfBatches(account: Account): UiPages {
  return batchPages(account, { projectRoot: repository, limits: () => limits });
}

/** Serves the batches of an account, and two evaluations of one dataset: the second is worse, and shows values. */
export async function serveBatches(account: Account): Promise<ServedBatches> {
  const projectRoot = mkdtempSync(join(tmpdir(), 'evaluations-'));
  saveEvaluation(projectRoot, { total: '100.00', values: false, day: 1 });
  saveEvaluation(projectRoot, { total: hostile, values: true, day: 2 });
  const pages = [pagesOfBatches(account), evaluationPages({ projectRoot })];
  const ui = await serveUi({
    source: await sampleSource(1),
    pages,
    command: 'pipelines ui',
    bundle: await pageBundle(pages.map(({ module }) => module)),
  });
  return {
    ui,
    pages,
    async close() {
      await ui.close();
      rmSync(projectRoot, { recursive: true });
    },
  };
}

function saveEvaluation(
  projectRoot: string,
  { total, values, day }: { readonly total: string; readonly values: boolean; readonly day: number },
): void {
  const documents = [documentOf('a.pdf', { outcome: 'stored', fields: { total: expectedValue('100.00') } })];
  const dataset = { name: 'samples', digest: 'd', documents };
  const readings = documents.map((document) => ({ document, readings: [readingOf({ fields: { total } })] }));
  const candidate = evaluateCandidate(predictionOf().identity, readings, { dataset });
  const command = 'npx pipelines evaluate samples/';
  const now = new Date(Date.UTC(2026, 0, day));
  createEvaluationFiles(projectRoot).save(savedEvaluation(candidate, { dataset, values, command, now }));
}
