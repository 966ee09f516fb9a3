import { type Json, type JsonObject, parseResource, type QueryLanguage } from '../../../language/definition';
import { inField } from '../../compile/in-field';
import type { StateView } from '../../states/state-view';
import type { WriterPlan } from '../map-run-plan';
import { compileRequest, memberObject } from './payload';

/** Compiles a ResultWriter: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html */
export function compileWriter(
  writer: JsonObject | undefined,
  queryLanguage: QueryLanguage,
): ((view: StateView) => WriterPlan) | undefined {
  if (writer === undefined) return undefined;
  const config = memberObject(writer, 'WriterConfig');
  const { Resource } = writer;
  if (Resource === undefined) {
    const fixed = inField('ResultWriter', () => writerForm(config, 'COMPACT'));
    return () => fixed;
  }
  inField('ResultWriter', () => checkResource(Resource));
  const form = inField('ResultWriter', () => writerForm(config, 'NONE'));
  const request = compileRequest(writer, 'ResultWriter', queryLanguage);
  return (view) => ({ ...form, arguments: request?.(view) ?? {} });
}

function checkResource(resource: Json): void {
  const integration = typeof resource === 'string' ? parseResource(resource) : undefined;
  const isPut =
    integration?.kind === 'service' && integration.service === 's3' && integration.operation === 'putObject';
  if (!isPut) throw new Error(`\`Resource\`: ${JSON.stringify(resource)} is not s3:putObject`);
}

function writerForm(config: JsonObject, byDefault: WriterPlan['transformation']): WriterPlan {
  return {
    outputType: oneOf(config, 'OutputType', ['JSON', 'JSONL'], 'JSON'),
    transformation: oneOf(config, 'Transformation', ['NONE', 'COMPACT', 'FLATTEN'], byDefault),
  };
}

function oneOf<T extends string>(config: JsonObject, field: string, values: readonly T[], byDefault: T): T {
  const value = config[field];
  if (value === undefined) return byDefault;
  const known = values.find((each) => each === value);
  if (known !== undefined) return known;
  throw new Error(`\`WriterConfig/${field}\`: ${JSON.stringify(value)} is none of ${values.join(', ')}`);
}
