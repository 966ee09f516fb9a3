import type { Diagnostic } from '../../language/diagnostics';
import type { DefinitionChanges, Row } from '../../language/diff';

/** The definitions of a project, as the commands find, check and compare them. */
export interface DefinitionFiles {
  /** Returns the files, as they are named to people. */
  find(): readonly string[];
  /** Returns what is wrong with the text of a file, by the severities of its asl.config.yaml. */
  check(text: string, file: string): readonly Diagnostic[];
  /** Compares a file with that of a commit, or with another file. Throws UserError and DiagnosticsError for what cannot be compared. */
  compare(file: string, against: string): Promise<ComparedDefinition>;
  /** Calls back after changes of definitions, cases and prompts, until the returned function is called. */
  watch(onChange: () => void): () => void;
}

/** What `asl diff` reports. */
export interface ComparedDefinition {
  /** `my-pipeline: 28 → 37 states: 9 added, …` */
  readonly verdict: string;
  readonly rows: readonly Row[];
  /** Absent if the other version does not have the definition. */
  readonly changes?: DefinitionChanges;
}
