import { join } from 'node:path';
import { findProject } from '@document-pipelines/local-aws/environment';
import type { AccountOptions } from '../../account';
import { skippedLines } from '../../files-under';
import { batchTransitions } from '../plan/batch-paths';
import { type PlanLimits, planBatch } from '../plan/batch-plan';
import { estimateDocuments, type Measured, measureDocuments } from '../plan/measure-documents';
import { planLines } from '../plan/plan-text';
import { type BatchSource, batchSource } from '../source/batch-source';
import { countListed } from './count-listed';

/** `pipelines batch plan`. */
export interface PlanOptions extends AccountOptions {
  readonly named: string;
  readonly json: boolean;
  readonly limits: PlanLimits;
}

/** Estimates the time and cost of a batch without calling a model. Throws CannotRunError. */
export async function planOfBatch(options: PlanOptions): Promise<0> {
  const { named, cwd, limits, console, json } = options;
  const source = batchSource(named, cwd);
  const transitions = batchTransitions(join(findProject(cwd).root, 'definitions'));
  const measured = await measure(source, options);
  const plan = planBatch(measured.documents, { limits, transitions });
  if (json) console.json({ ...plan, badRows: measured.badRows, duplicates: measured.documents.duplicates });
  else for (const line of planLines(source.what, plan, measured)) console.print(line);
  for (const line of skippedLines(source.kind === 'files' ? source.skipped : [])) console.say(line);
  return 0;
}

async function measure(source: BatchSource, options: PlanOptions): Promise<Measured> {
  if (source.kind === 'files' || source.kind === 'manifest') {
    let told = 'opening the files';
    options.console.doing({ line: () => told });
    return measureDocuments(source, (counted, files) => {
      told = `pages of ${counted} of ${files} file(s) counted`;
      options.console.changed();
    });
  }
  const { documents, badRows } = await countListed(source, options);
  return { documents: estimateDocuments(documents), bytes: 0, badRows };
}
