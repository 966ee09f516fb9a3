import { DiagnosticsError, sortDiagnostics } from '../../../language/diagnostics';
import { parseDefinition } from '../../../language/load';
import { caseFileSchema } from './case-schema';
import { schemaDiagnostics } from './schema-diagnostics';
import type { Mocks } from './test-case';

/** Reads what `mocks` of a cases file may be: answers by state, as YAML or JSON. Throws DiagnosticsError with every mistake. */
export function readMocks(text: string): Mocks {
  if (text.trim() === '') return {};
  const { definition: parsed, diagnostics } = parseDefinition(text, 'mocks');
  if (parsed === undefined) throw new DiagnosticsError(diagnostics, text);
  const checked = caseFileSchema.safeParse({ mocks: parsed.value });
  if (checked.success) return checked.data.mocks as Mocks;
  const issues = checked.error.issues.map((issue) => ({ ...issue, path: issue.path.slice(1) }));
  throw new DiagnosticsError(sortDiagnostics(schemaDiagnostics(issues, parsed)), text);
}
