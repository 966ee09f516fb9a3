import { isJsonObject, type JsonObject } from '../definition';
import type { ParsedDefinition } from '../load';
import { printDefinition } from './print-definition';
import { markQuoted } from './quoted-placeholders';
import { stateComments } from './state-comments';
import { toBatch } from './to-batch';
import { toExpress } from './to-express';
import { TransformationError } from './transformation-error';

/** A definition that is made, not written. Paths are relative to the root of the project. */
export interface Transformation {
  readonly name: string;
  /** What it makes, in one line. */
  readonly description: string;
  readonly output: string;
  /** The definition it begins with, then the frame. */
  readonly inputs: readonly [source: string, frame: string];
  readonly apply: (source: JsonObject, frame: JsonObject) => JsonObject;
}

const frame = 'definitions/batch-pipeline.frame.yaml';

/** In the order in which they are to be carried out: an output may be the next one's input. */
export const transformations: readonly Transformation[] = [
  {
    name: 'to-batch',
    description: "a Distributed Map whose STANDARD children run the document pipeline's states and wait for no person",
    output: 'definitions/batch-pipeline.asl.yaml',
    inputs: ['definitions/document-pipeline.asl.yaml', frame],
    apply: toBatch,
  },
  {
    name: 'to-express',
    description: 'the same with EXPRESS children: no callbacks, short attempts, what needs more is handed over',
    output: 'definitions/batch-pipeline-express.asl.yaml',
    inputs: ['definitions/batch-pipeline.asl.yaml', frame],
    apply: toExpress,
  },
];

/**
 * The text of a transformation's output, from its inputs in their order. Throws TransformationError for what it does not know how to
 * carry over.
 */
export function outputText(transformation: Transformation, inputs: readonly ParsedDefinition[]): string {
  const [source, parts] = inputs.map(markQuoted);
  if (!isJsonObject(source) || !isJsonObject(parts)) throw new TransformationError('an input is not an object');
  return printDefinition({
    definition: transformation.apply(source, parts),
    head: headOf(transformation),
    comments: new Map(inputs.flatMap(({ text }) => [...stateComments(text)])),
  });
}

function headOf({ name, description, output, inputs }: Transformation): string[] {
  return [
    `MADE, NOT WRITTEN: ${description}.`,
    '',
    `The transformation ${name} (asl/transform/${name}.ts) makes this file from`,
    ...inputs.map((input) => `  ${input}`),
    'by the command `asl transform`. Change those and run it; `asl transform --check` and the tests fail while',
    `${output} is behind them. Comments before states come from there; those inside states stand only there.`,
  ];
}
