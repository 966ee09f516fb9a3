import { join } from 'node:path';
import { isJsonObject, type Scope } from '../../../asl/definition';
import { loadDefinition } from '../../../asl/load';
import { skippedLines } from '../../files-under';
import { CannotRunError } from '../../run/environment/cannot-run-error';
import type { Console } from '../../run/environment/console';
import { findProject } from '../../run/environment/project';
import { type BatchVariant, type PlanLimits, planBatch } from '../plan/batch-plan';
import { defaultPathLength } from '../plan/default-path';
import { type Measured, measureDocuments, unmeasured } from '../plan/measure-documents';
import { planLines } from '../plan/plan-text';
import { type BatchSource, batchSource } from '../source/batch-source';
import { machineNames } from '../variants';
import { countListed } from './count-listed';

/** `asl batch plan`. */
export interface PlanOptions {
  readonly named: string;
  readonly variant: BatchVariant;
  readonly cwd: string;
  readonly environment: string;
  readonly json: boolean;
  readonly limits: PlanLimits;
  readonly console: Console;
  readonly signal: AbortSignal;
}

/** Says what a batch will take, and spends nothing. Throws CannotRunError. */
export async function planOfBatch(options: PlanOptions): Promise<0> {
  const { named, cwd, variant, limits, console, json } = options;
  const source = batchSource(named, cwd);
  const path = { standard: childPathLength(cwd) };
  const measured = await measure(source, options);
  const plan = planBatch(measured.documents, { variant, limits, path });
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
  return { documents: unmeasured(documents), bytes: 0, badRows };
}

/** States that a child enters on its untroubled way, counted in the definition itself. */
function childPathLength(cwd: string): number {
  const file = join(findProject(cwd).root, 'definitions', `${machineNames.STANDARD}.asl.yaml`);
  const { definition } = loadDefinition(file);
  const value = definition?.value;
  const states = isJsonObject(value) && isJsonObject(value['States']) ? Object.values(value['States']) : [];
  const processors = states.map((state) => (isJsonObject(state) ? state['ItemProcessor'] : undefined));
  const processor = processors.find((each) => isJsonObject(each) && 'States' in each);
  if (processor === undefined) throw new CannotRunError(`${file} has no Map whose item processor could be counted`);
  return defaultPathLength(processor as unknown as Scope);
}
