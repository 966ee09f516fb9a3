import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import { StatesError } from '@document-pipelines/asl/interpreter';
import { parse } from 'yaml';
import { outcome, simulateRedrive } from '../../packages/asl/src/interpreter/tests/simulate';

const definitions = join(__dirname, '..', '..', 'definitions');

/** The states of this name, wherever they are nested. */
function statesNamed(value: Json, name: string): readonly JsonObject[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key === name ? [inner as JsonObject] : []),
    ...statesNamed(inner as Json, name),
  ]);
}

it('ExtractText passes how often it was redriven', async () => {
  const definition = parse(readFileSync(join(definitions, 'document-pipeline.asl.yaml'), 'utf8'), {
    merge: true,
  }) as Json;
  const [{ Resource: resource = '', Arguments: given = {} } = {}] = statesNamed(definition, 'ExtractText');
  const { redriveCount = 'absent' } = (given as { readonly Payload: JsonObject }).Payload;
  const asking = { Type: 'Task', Resource: resource, Arguments: { Payload: { redriveCount } }, End: true };
  const machine: JsonObject = { QueryLanguage: 'JSONata', StartAt: 'ExtractText', States: { ExtractText: asking } };
  const asked: Json[] = [];
  const task = (call: { readonly arguments: Json }): Json => {
    asked.push(call.arguments);
    throw new StatesError('ExtractionFailed', 'for now');
  };

  const failed = await outcome(machine, { task });
  await simulateRedrive(machine, failed, { task }).result;

  expect(asked).toEqual([{ Payload: { redriveCount: 0 } }, { Payload: { redriveCount: 1 } }]);
});
