import { caseFileBeside, nameOf } from '../../interpreter/cases';
import { DiagnosticsError } from '../../language/diagnostics';
import { type DiffSource, diffSourceOf, type Row } from '../../language/diff';
import { loadDefinition, type ParsedDefinition } from '../../language/load';
import { readDefinitionFile } from '../../language/named-files';

/** A version of a definition, and its cases. */
export interface ComparedVersion {
  readonly source: DiffSource;
  /** `file` can be read now, and be run. */
  readonly cases?: { readonly file: string; readonly parsed: ParsedDefinition };
}

/** Two versions. Without `old`, the state machine is new; without `new`, it is deleted. */
export interface Comparison {
  readonly name: string;
  readonly old?: ComparedVersion;
  readonly new?: ComparedVersion;
  /** What is known besides: a replaced state machine, another role. */
  readonly risks: readonly Row[];
}

/** Reads a version of a file. `label`: how the file is named if it is a copy. Throws as diffSourceOf does. */
export function versionInFile(file: string, label = file): ComparedVersion {
  const caseFile = caseFileBeside(file);
  return {
    source: diffSourceOf(readDefinitionFile(file), { file, label, name: nameOf(file) }),
    ...(caseFile === undefined ? {} : { cases: { file: caseFile, parsed: parsedCases(caseFile) } }),
  };
}

function parsedCases(file: string): ParsedDefinition {
  const { text, definition, diagnostics } = loadDefinition(file);
  if (definition === undefined) throw new DiagnosticsError(diagnostics, text);
  return definition;
}
