import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { documentTypes } from '../../functions/process-invoice/document-types';

const path = join(__dirname, '..', '..', 'definitions', 'document-pipeline.asl.yaml');
const { States: states } = parse(readFileSync(path, 'utf8'), { merge: true, maxAliasCount: -1 });
const schema = states.EnrichDocument.Arguments.ToolConfig.Tools[0].ToolSpec.InputSchema.Json;

describe('what a document of a type must state', () => {
  it('is listed for every type but other', () => {
    expect([...Object.keys(documentTypes), 'other'].sort()).toEqual([...schema.properties.documentType.enum].sort());
  });

  it('is the same in the definition, for the types that are summarized', () => {
    const expression: string = states.RouteByType.Assign.failedChecks;
    const table = expression.slice(
      expression.indexOf('$mustState := ') + '$mustState := '.length,
      expression.indexOf('$stated :='),
    );
    const summarized = Object.entries(documentTypes).filter(([, { hasSums }]) => hasSums !== true);
    const expected = summarized.map(([type, { mustState }]) => [type, mustState]);

    expect(JSON.parse(table.replace(/;\s*$/, '').replace(/'/g, '"'))).toEqual(Object.fromEntries(expected));
  });
});
