import { dirname, join } from 'node:path';
import type { Json } from '@document-pipelines/asl/definition';
import { z } from 'zod';
import { checkedShape } from '../environment/checked-shape';
import { readYamlFile } from '../environment/read-yaml-file';

const json = z.json() as unknown as z.ZodType<Json>;

const runSchema = z
  .strictObject({
    /** What it shows, as a sentence. */
    name: z.string().min(1),
    /** Files next to run.yaml that are uploaded before, each to a bucket: `${name}` is replaced by an output of the stack. */
    upload: z
      .array(z.strictObject({ file: z.string().min(1), bucket: z.string().min(1), key: z.string().min(1) }))
      .default([]),
    /** The execution's input. `${name}` in a string is replaced by an output of the stack. */
    input: json.optional(),
    /** A request to the machine's REST API instead of an execution. */
    http: z
      .strictObject({ method: z.string().min(1), path: z.string().startsWith('/'), body: json.optional() })
      .optional(),
    /** Passed to the project's module `local.answers` (asl.config.yaml) once the execution waits. */
    answer: json.optional(),
    /** Compared as far as it is given: objects partially, everything else exactly. */
    expect: z
      .strictObject({
        status: z.enum(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'RUNNING']).optional(),
        error: z.string().optional(),
        output: json.optional(),
        http: z.int().optional(),
        body: json.optional(),
      })
      .default({}),
  })
  .refine(
    ({ input, http }) => (input === undefined) !== (http === undefined),
    'must have exactly one of input and http',
  );

const fileSchema = z.strictObject({ runs: z.array(runSchema).min(1) });

/** One run of a state machine: what is put there before, its input or request, and what is expected of it. */
export type SampleRun = z.infer<typeof runSchema>;

/** A file that a run puts into a bucket. */
export type SampleUpload = SampleRun['upload'][number];

/**
 * Returns the runs of `samples/<machine>/run.yaml`, the files they upload as full paths. Throws CannotRunError with the problems and
 * their locations.
 */
export function readRunFile(file: string): readonly SampleRun[] {
  const { runs } = checkedShape(fileSchema, readYamlFile(file), { location: file, whole: 'the file' });
  const folder = dirname(file);
  return runs.map((run) => ({
    ...run,
    upload: run.upload.map((upload) => ({ ...upload, file: join(folder, upload.file) })),
  }));
}
