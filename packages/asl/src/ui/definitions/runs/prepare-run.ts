import {
  type CaseFile,
  caseFileBeside,
  childMachine,
  type Given,
  prepareMachine,
  readCaseFile,
  type TestedMachine,
} from '../../../interpreter/cases';
import type { Json } from '../../../language/definition';
import { DiagnosticsError, UserError } from '../../../language/diagnostics';
import type { BookEntry } from '../definition-book';

/** What a page asks to be run. */
export interface RunRequest {
  readonly file: string;
  /** Absent: what the cases file has for all its cases. */
  readonly caseName?: string;
  /** Instead of that of the case. */
  readonly input?: Json;
  /** Answers by state, as in a cases file; they are added to those of the case. */
  readonly mocks?: Given['mocks'];
}

/** A machine and what it is run with. */
export interface PreparedRun {
  readonly machine: TestedMachine;
  readonly given: Given;
  /** Placeholders that had no value, and the value that they got. */
  readonly assumed: TestedMachine['assumed'];
}

const nothing: Given = {
  input: {},
  mocks: {},
  objects: {},
  context: {},
  substitutions: {},
  now: Date.UTC(2026, 0, 1),
  seed: 1,
};

/** Prepares what `asl run` would run. Throws UserError and DiagnosticsError for what cannot be run. */
export function prepareRun(entry: BookEntry, { caseName, input, mocks }: RunRequest): PreparedRun {
  const { drawable, isDrawn, diagnostics, file, text } = entry;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (drawable === undefined || !isDrawn || errors.length > 0) throw new DiagnosticsError(errors, text);
  const cases = casesOf(file);
  const chosen = chosenCase(cases, caseName);
  const given: Given = {
    ...chosen,
    ...(input === undefined ? {} : { input }),
    mocks: { ...chosen.mocks, ...mocks },
  };
  const { machine, diagnostics: refused } = prepareMachine(
    drawable.parsed,
    given.substitutions,
    cases?.type ?? 'STANDARD',
  );
  if (machine === undefined) throw new DiagnosticsError(refused, text);
  const child = 'child' in chosen ? chosen.child : undefined;
  const run = child === undefined ? machine : childMachine(machine, child as string);
  return { machine: run, given, assumed: machine.assumed };
}

/** Returns the cases file of a definition. Throws DiagnosticsError for its mistakes. */
export function casesOf(file: string): CaseFile | undefined {
  const path = caseFileBeside(file);
  if (path === undefined) return undefined;
  const { text, caseFile, diagnostics } = readCaseFile(path, { definitionFile: file });
  if (caseFile === undefined || diagnostics.length > 0) throw new DiagnosticsError(diagnostics, text);
  return caseFile;
}

function chosenCase(cases: CaseFile | undefined, caseName: string | undefined): Given & { readonly child?: string } {
  if (caseName === undefined) return cases?.base ?? nothing;
  const found = cases?.cases.find(({ name }) => name === caseName);
  if (found === undefined) throw new UserError(`there is no case \`${caseName}\``);
  return found;
}
