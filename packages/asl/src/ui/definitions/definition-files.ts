import type { Coverage } from '../../interpreter/cases';
import type { Diagnostic } from '../../language/diagnostics';
import type { DefinitionChanges, Row } from '../../language/diff';
import type { CasesRunning } from './run-cases';

/** The definitions of a project, as the commands find, check, test, price and compare them. */
export interface DefinitionFiles extends DefinitionWork {
  /** Returns the files, as they are named to people. */
  find(): readonly string[];
  /** Compares a file with that of a commit, or with another file. Throws UserError and DiagnosticsError for what cannot be compared. */
  compare(file: string, against: string): Promise<ComparedDefinition>;
  /** Calls back after changes of definitions, cases and prompts, until the returned function is called. */
  watch(onChange: () => void): () => void;
}

/** What takes long: it is done outside of the thread that serves. */
export interface DefinitionWork {
  /** Returns what is wrong with the text of a file, by the severities of its asl.config.yaml. */
  check(text: string, file: string): Promise<readonly Diagnostic[]>;
  /** Runs the cases of a file, one after the other. Rejects if they cannot be run, or were aborted. */
  runCases(caseFile: string, running: CasesRunning): Promise<Coverage>;
  /** Prices the paths of the cases as `asl cost` does. Rejects if they cannot be run. */
  cost(caseFile: string): Promise<DefinitionCost>;
  /** Ends it. */
  close(): void;
}

/** What `asl diff` reports. */
export interface ComparedDefinition {
  /** `my-pipeline: 28 → 37 states: 9 added, …` */
  readonly verdict: string;
  readonly rows: readonly Row[];
  /** Absent if the other version does not have the definition. */
  readonly changes?: DefinitionChanges;
}

/** What `asl cost` prints: US dollars for 1,000 executions. */
export interface DefinitionCost {
  readonly type: 'STANDARD' | 'EXPRESS';
  /** Of the assumptions: those that change the price most. */
  readonly region: string;
  readonly modelId: string;
  /** Paths that end alike, in the order and with the figures of the table. */
  readonly paths: readonly PricedLine[];
  /** By the name of a state: its part of each path that enters it. */
  readonly states: Readonly<Record<string, PricedLine>>;
}

/** A line of figures; a range if paths differ. */
export interface PricedLine {
  /** How the paths end: `STORED`, `fails: Failed`; the name of a state. */
  readonly title: string;
  /** The case whose path is the cheapest. */
  readonly example: string;
  /** As text: what is counted or paid, and how much. */
  readonly figures: readonly (readonly [name: string, figure: string])[];
}
