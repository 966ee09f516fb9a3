import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { writeJsonFile } from '@document-pipelines/local-aws';
import { CannotRunError, checkedShape } from '@document-pipelines/local-aws/environment';
import { z } from 'zod';
import type { Dataset } from '../dataset/dataset';
import type { Identity } from '../reading/identity';
import { lineItemsRow } from '../scoring/field-table';
import { type DocumentScore, scoredOf } from '../scoring/score-document';

const verdict = z.enum(['right', 'wrong', 'missing', 'invented', 'absent']);

const baselineSchema = z.object({
  format: z.literal(1),
  identity: z.looseObject({ modelAsked: z.string(), prompts: z.record(z.string(), z.string()) }),
  modelsAnswered: z.array(z.string()),
  dataset: z.object({ name: z.string(), digest: z.string() }),
  documents: z.record(
    z.string(),
    z.object({
      document: z.string(),
      labels: z.string(),
      isSilentError: z.boolean(),
      fields: z.record(z.string(), verdict),
    }),
  ),
});

/** Used to compare later evaluations: has verdicts, but no values of documents. Documents of the split `tune` are not in it. */
export type Baseline = z.infer<typeof baselineSchema>;

/** The verdicts of a document. */
export type BaselineDocument = Baseline['documents'][string];

/** Reads a baseline. Throws CannotRunError if the file does not exist or holds something else. */
export function readBaseline(file: string, cwd: string): Baseline {
  const path = resolve(cwd, file);
  if (!existsSync(path)) throw new CannotRunError(`there is no baseline ${file}: --write-baseline writes it`);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CannotRunError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return checkedShape(baselineSchema, value, { location: `${file} is not a baseline`, whole: 'the file' });
}

/** Writes a baseline. */
export function writeBaseline(file: string, cwd: string, baseline: Baseline): void {
  writeJsonFile(resolve(cwd, file), baseline);
}

/** The scores of an evaluation as a baseline. */
export function baselineOf(
  identity: Identity,
  { name, digest }: Pick<Dataset, 'name' | 'digest'>,
  scores: readonly DocumentScore[],
): Baseline {
  const scored = scoredOf(scores, 'test');
  const documents = scored.map((score) => {
    const { document, isSilentError, fields, lines } = score;
    const verdicts = fields.map((field) => [field.field, field.verdict] as const);
    const rows = lines === undefined ? [] : [[lineItemsRow, verdictOfRows(lines)] as const];
    return [
      document.name,
      {
        document: document.digest,
        labels: document.labelsDigest,
        isSilentError,
        fields: Object.fromEntries([...verdicts, ...rows]),
      },
    ] as const;
  });
  const called = scored.filter(({ prediction }) => prediction.calls.length > 0);
  return {
    format: 1,
    identity: { ...identity },
    modelsAnswered: [...new Set(called.map(({ prediction }) => prediction.modelAnswered))].sort(),
    dataset: { name, digest },
    documents: Object.fromEntries(documents),
  };
}

/** A table is right if all its rows are. */
function verdictOfRows({ right, wrong, missing, invented }: NonNullable<ReturnType<typeof scoredOf>[number]['lines']>) {
  if (wrong > 0) return 'wrong';
  if (invented > 0) return 'invented';
  if (missing > 0) return 'missing';
  return right > 0 ? 'right' : 'absent';
}
