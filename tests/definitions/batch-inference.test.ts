import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import { loadDefinition } from '@document-pipelines/asl/load';

/** The member of a definition at these names and indices. */
function at(name: string, ...path: readonly (string | number)[]): JsonObject {
  const { definition } = loadDefinition(`definitions/${name}.asl.yaml`);
  const found = path.reduce<Json | undefined>(
    (value, key) => (value as Readonly<Record<string | number, Json>> | undefined)?.[key],
    definition?.value,
  );
  if (found === undefined || !isJsonObject(found)) throw new Error(`${name} has nothing at ${path.join('.')}`);
  return found;
}

describe('batch inference', () => {
  it('asks for the same fields, by the same prompt, as the document pipeline', () => {
    const asked = at('document-pipeline', 'States', 'EnrichDocument', 'Arguments');
    const { ToolSpec } = at('document-pipeline', 'States', 'EnrichDocument', 'Arguments', 'ToolConfig', 'Tools', 0);
    const { Name: name, Description: description, InputSchema } = ToolSpec as JsonObject;
    const { properties, ...schema } = (InputSchema as JsonObject)['Json'] as JsonObject;
    const { summary: _, ...same } = properties as JsonObject;

    const prompt = at('batch-inference', 'States', 'PrepareInference', 'Arguments', 'Payload', 'prompt');

    expect(prompt['tool']).toEqual({ name, description, inputSchema: { ...schema, properties: same } });
    expect(asked['System']).toEqual([{ Text: prompt['system'] }]);
  });

  it('checks answers against the very tool that it asked for', () => {
    const { tool } = at('batch-inference', 'States', 'PrepareInference', 'Arguments', 'Payload', 'prompt');
    expect(at('batch-inference', 'States', 'JoinInference', 'Arguments', 'Payload')['tool']).toEqual(tool);
  });
});
