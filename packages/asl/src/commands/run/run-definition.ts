import { failureText, millisecondsBetween, realClock } from '../../interpreter';
import {
  type CaseFile,
  type CaseRun,
  caseFileBeside,
  childMachine,
  failingState,
  type Given,
  prepareMachine,
  readCaseFile,
  runCase,
  statesOf,
  type TestCase,
  type TestedMachine,
} from '../../interpreter/cases';
import { soundDefinition } from '../../language/config';
import type { Json } from '../../language/definition';
import { DiagnosticsError, formatDiagnostic, nearestWord, UserError } from '../../language/diagnostics';
import { loadDefinition, type ParsedDefinition } from '../../language/load';
import { readGivenFile, writeOutputFile } from '../../language/named-files';
import { visibleText } from '../../language/terminal';
import { resolveDefinition } from '../resolve-definition';
import { reportsOfRuns } from './report-of-run';
import { livePath } from './run-live-path';

/** How `asl run` runs and prints. */
export interface RunSettings {
  /** JSON, or `@file`. */
  readonly input?: string;
  readonly mocks?: string;
  readonly caseName?: string;
  readonly time: 'simulated' | 'real';
  readonly type?: 'STANDARD' | 'EXPRESS';
  readonly seed?: number;
  readonly json?: boolean;
  readonly history?: string;
  /** A file for a report of the run. */
  readonly report?: string;
  readonly colour?: boolean;
}

/** Where lines go: results to `out`, everything about them to `note`. */
export interface RunOutput {
  out(text: string): void;
  note(text: string): void;
}

/**
 * Runs one execution and prints its path as it runs; returns the exit status: 0 succeeded, 1 failed. Throws if it
 * cannot run: mistakes in the definition or the mocks, a Task without a mock.
 */
export async function runDefinition(definition: string, settings: RunSettings, output: RunOutput): Promise<0 | 1> {
  const file = resolveDefinition(definition);
  const mocks = mocksFor(file, settings);
  const type = settings.type ?? mocks?.type ?? 'STANDARD';
  const parsed = soundDefinition(loadDefinition(file), { type });
  const given = givenFor(mocks, settings);
  const whole = machineFor(parsed, given, type);
  const machine = given.child === undefined ? whole : childMachine(whole, given.child);
  if (mocks !== undefined)
    output.note(`mocks: ${mocks.file}${settings.caseName === undefined ? '' : `, ${settings.caseName}`}`);
  for (const { name, value } of machine.assumed)
    output.note(`\${${name}} has no value in \`substitutions\`; used: ${JSON.stringify(value)}`);
  const follow = livePath(settings.json === true ? output.note : output.out, settings.colour ?? false);
  const clock = settings.time === 'real' ? { clock: realClock } : {};
  const run = await runCase(machine, given, { ...clock, onHistoryEvent: follow });
  if (settings.history !== undefined) writeHistory(settings.history, run);
  const refusal = run.refusals[0];
  if (refusal !== undefined) throw new UserError(refusal.message, { help: `${refusal.help}${mocksHelp(mocks, file)}` });
  if (settings.report !== undefined) writeOutputFile(settings.report, reportsOfRuns()(machine, run));
  const source = sourceOf(machine, run);
  output.out(settings.json === true ? asJson(run, source) : asText(run, source, { machine, settings }));
  return run.record.status === 'SUCCEEDED' ? 0 : 1;
}

function mocksFor(file: string, { mocks, caseName }: RunSettings): CaseFile | undefined {
  const path = mocks ?? caseFileBeside(file);
  if (path === undefined) {
    if (caseName !== undefined) throw new UserError(`${file} has no cases file, so there is no case \`${caseName}\``);
    return undefined;
  }
  const { text, caseFile, diagnostics } = readCaseFile(path, { definitionFile: file, testCase: caseName });
  if (caseFile === undefined || diagnostics.length > 0) throw new DiagnosticsError(diagnostics, text);
  return caseFile;
}

const nothingGiven: Given = {
  input: {},
  mocks: {},
  objects: {},
  context: {},
  substitutions: {},
  now: Date.UTC(2026, 0, 1),
  seed: 1,
};

/** With the Distributed Map of which the case runs one child. */
type GivenCase = Given & Pick<TestCase, 'child'>;

function givenFor(mocks: CaseFile | undefined, { input, caseName, seed, time }: RunSettings): GivenCase {
  const base: GivenCase = mocks === undefined ? nothingGiven : chosenCase(mocks, caseName);
  return {
    ...base,
    ...(time === 'real' ? { now: Date.now() } : undefined),
    ...(input === undefined ? undefined : { input: inputOf(input) }),
    ...(seed === undefined ? undefined : { seed }),
  };
}

function chosenCase({ file, base, cases, filesRead }: CaseFile, caseName: string | undefined): GivenCase {
  // In a MockConfigFile.json the name has selected the test case already.
  if (caseName === undefined || filesRead.includes(file)) return base;
  const found = cases.find(({ name }) => name === caseName);
  if (found !== undefined) return found;
  const near = nearestWord(
    caseName,
    cases.map(({ name }) => name),
  );
  const help =
    near === undefined
      ? `there are ${cases.map(({ name }) => `\`${name}\``).join(', ') || 'none'}`
      : `did you mean \`${near}\`?`;
  throw new UserError(`${file} has no case \`${caseName}\`; ${help}`);
}

function inputOf(given: string): Json {
  const isFile = given.startsWith('@');
  const text = isFile ? readGivenFile(given.slice(1)) : given;
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const what = isFile ? given.slice(1) : '--input';
    throw new UserError(`${what} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function machineFor(parsed: ParsedDefinition, given: Given, type: 'STANDARD' | 'EXPRESS'): TestedMachine {
  const { machine, diagnostics } = prepareMachine(parsed, given.substitutions, type);
  if (machine === undefined) throw new DiagnosticsError(diagnostics, parsed.text);
  return machine;
}

function mocksHelp(mocks: CaseFile | undefined, file: string): string {
  if (mocks !== undefined) return ` of ${mocks.file}`;
  return ` of a file passed with --mocks, or of ${file.replace(/\.asl\.(?:ya?ml|json)$/, '')}.cases.yaml next to the definition`;
}

/** Writes GetExecutionHistory's response, as the API has it: times are seconds since 1970. */
function writeHistory(file: string, { record }: CaseRun): void {
  const events = record.history.map(({ timestamp, ...event }) => ({ timestamp: timestamp / 1000, ...event }));
  writeOutputFile(file, `${JSON.stringify({ events }, null, 2)}\n`);
}

/** The state in which the execution failed, and where it is written. */
function sourceOf({ definition, parsed }: TestedMachine, { record }: CaseRun) {
  const state = failingState(record.history);
  const placed = statesOf(definition).find(({ name }) => name === state);
  return placed === undefined ? undefined : { state: placed.name, span: parsed.keySpanOf(placed.path) };
}

type Source = ReturnType<typeof sourceOf>;

function asJson({ record, path }: CaseRun, source: Source): string {
  const { status, input, output, error, cause, startDate, stopDate, statesEntered, retries } = record;
  const at = source && {
    state: source.state,
    file: source.span.file,
    line: source.span.start.line,
    column: source.span.start.column,
  };
  return JSON.stringify(
    {
      status,
      input,
      output,
      error,
      cause,
      ...at,
      startDate: new Date(startDate).toISOString(),
      stopDate: new Date(stopDate ?? startDate).toISOString(),
      statesEntered,
      retries,
      path,
    },
    null,
    2,
  );
}

interface Shown {
  readonly machine: TestedMachine;
  readonly settings: RunSettings;
}

function asText({ record }: CaseRun, source: Source, { machine, settings }: Shown): string {
  const { status, output, error, cause, startDate, stopDate = startDate, statesEntered, retries } = record;
  const seconds = `${Number((millisecondsBetween(startDate, stopDate) / 1000).toFixed(3))} s${settings.time === 'real' ? '' : ' of simulated time'}`;
  const counts = `${statesEntered} ${statesEntered === 1 ? 'state' : 'states'} entered, ${retries} ${retries === 1 ? 'retry' : 'retries'}`;
  const heading = `\n${status} after ${seconds}: ${counts}`;
  if (status === 'SUCCEEDED') return `${heading}\n${JSON.stringify(output, null, 2)}`;
  const failure = failureText({ error: error ?? 'no error name', cause });
  if (source === undefined) return `${heading}\n${visibleText(failure)}`;
  const message = `the execution ended ${status} in \`${source.state}\`: ${failure}`;
  const diagnostic = { severity: 'error', ruleId: 'execution-failed', message, span: source.span } as const;
  return `${heading}\n${formatDiagnostic(diagnostic, machine.parsed.text, { colour: settings.colour })}`;
}
