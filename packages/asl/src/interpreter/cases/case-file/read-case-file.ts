import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Json } from '../../../language/definition';
import { type Diagnostic, sortDiagnostics } from '../../../language/diagnostics';
import { loadDefinition, type ParsedDefinition } from '../../../language/load';
import { caseFileSchema, type WrittenCaseFile, type WrittenGiven } from './case-schema';
import { isMockConfig, MockConfigError, mocksOfMockConfig } from './mock-config';
import { schemaDiagnostics } from './schema-diagnostics';
import type { CaseFile, Given, Mocks, TestCase } from './test-case';

/** A cases file, or the errors that prevent it. */
export interface CaseFileResult {
  readonly text: string;
  readonly caseFile?: CaseFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** The moment at which executions of cases start unless `now` is set, in milliseconds since 1970. */
export const defaultNow = Date.UTC(2026, 0, 1);

const caseFileName = /\.cases\.(?:ya?ml|json)$/;
const definitionEndings = ['.asl.yaml', '.asl.yml', '.asl.json'];

/** Whether a path is named like a cases file: `<name>.cases.yaml`, `.yml` or `.json`. */
export function isCaseFileName(path: string): boolean {
  return caseFileName.test(path);
}

/** Returns the cases file next to a definition; undefined without one. */
export function caseFileBeside(definitionFile: string): string | undefined {
  const stem = definitionFile.replace(/\.asl\.(?:ya?ml|json)$/, '');
  return ['.cases.yaml', '.cases.yml', '.cases.json'].map((ending) => stem + ending).find((file) => existsSync(file));
}

/**
 * Reads a cases file, or a file of mocks for `definitionFile`. Also reads a MockConfigFile.json of Step Functions
 * Local; `testCase` then selects one of its test cases. Throws UnreadableDefinitionError if the file cannot be read.
 */
export function readCaseFile(
  file: string,
  { definitionFile, testCase }: { readonly definitionFile?: string; readonly testCase?: string } = {},
): CaseFileResult {
  const { text, definition: parsed, diagnostics } = loadDefinition(file);
  if (parsed === undefined) return { text, diagnostics };
  try {
    const written = isMockConfig(parsed.value) ? { mockConfigFile: basename(file), testCase } : parsed.value;
    const checked = caseFileSchema.safeParse(written);
    if (!checked.success)
      return { text, diagnostics: sortDiagnostics(schemaDiagnostics(checked.error.issues, parsed)) };
    return read({ parsed, written: checked.data, definitionFile }, text);
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    const { message, path } = error;
    return {
      text,
      diagnostics: [{ severity: 'error', ruleId: 'wrong-case-value', message, span: parsed.spanOf(path) }],
    };
  }
}

interface Source {
  readonly parsed: ParsedDefinition;
  readonly written: WrittenCaseFile;
  readonly definitionFile?: string;
}

/** A mistake that the schema cannot find, and its location. */
class Mistake extends Error {
  constructor(
    message: string,
    readonly path: readonly (string | number)[],
  ) {
    super(message);
  }
}

function read(source: Source, text: string): CaseFileResult {
  const { parsed, written } = source;
  const { file } = parsed;
  const definitionFile = source.definitionFile ?? definitionOf(source);
  const config = mockConfigOf(source);
  const mocksFrom = ({ testCase }: WrittenGiven, path: readonly (string | number)[]): Mocks => {
    if (testCase === undefined && path.length > 0) return {};
    return config?.mocks(nameOf(definitionFile), testCase, path) ?? {};
  };
  const nothing: Given = {
    input: {},
    mocks: {},
    objects: {},
    context: {},
    substitutions: {},
    now: defaultNow,
    seed: 1,
  };
  const base = givenOf(written, nothing, written.cases === undefined || written.testCase ? mocksFrom(written, []) : {});
  const cases = (written.cases ?? []).map((each, index): TestCase => {
    const path = ['cases', index];
    const expect = each.expect ?? {};
    return {
      ...givenOf(each, base, mocksFrom(each, path)),
      name: each.name,
      ...(each.child !== undefined && { child: each.child }),
      expect,
      span: parsed.spanOf([...path, 'name']),
      spanOf: (below) =>
        each.expect === undefined ? parsed.spanOf([...path, 'name']) : locationOf(parsed, [...path, 'expect'], below),
    };
  });
  const type = written.type ?? 'STANDARD';
  const filesRead = config === undefined ? [] : [config.file];
  const unreachable = (written.unreachable ?? []) as CaseFile['unreachable'];
  return {
    text,
    caseFile: { file, parsed, definitionFile, type, base, filesRead, cases, unreachable },
    diagnostics: repeatedNames(cases),
  };
}

/** The value where it is written; the key `expect` if the expectation is only implied. */
function locationOf(
  parsed: ParsedDefinition,
  expect: readonly (string | number)[],
  below: readonly (string | number)[],
) {
  return below.length === 0 ? parsed.keySpanOf(expect) : parsed.spanOf([...expect, ...below]);
}

function givenOf(written: WrittenGiven, base: Given, fromConfig: Mocks): Given {
  return {
    input: written.input === undefined ? base.input : (written.input as Json),
    mocks: { ...base.mocks, ...fromConfig, ...(written.mocks as Mocks | undefined) },
    objects: { ...base.objects, ...(written.objects as Given['objects'] | undefined) },
    context: {
      Execution: { ...base.context.Execution, ...written.context?.Execution },
      StateMachine: { ...base.context.StateMachine, ...written.context?.StateMachine },
    },
    substitutions: { ...base.substitutions, ...written.substitutions },
    now: written.now === undefined ? base.now : Date.parse(written.now),
    seed: written.seed ?? base.seed,
  };
}

function definitionOf({ parsed, written }: Source): string {
  const folder = dirname(parsed.file);
  if (written.definition !== undefined) return join(folder, written.definition);
  const stem = basename(parsed.file).replace(caseFileName, '');
  const found = definitionEndings.map((ending) => join(folder, stem + ending)).find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new Mistake(`there is no definition \`${stem}.asl.yaml\` beside this file; \`definition\` names another`, []);
}

/** The state machine's name: that of its file. */
export function nameOf(definitionFile: string): string {
  return basename(definitionFile).replace(/\.(?:asl\.)?(?:ya?ml|json)$/, '');
}

function mockConfigOf({ parsed, written }: Source) {
  if (written.mockConfigFile === undefined) return undefined;
  const file = join(dirname(parsed.file), written.mockConfigFile);
  const config = file === parsed.file ? parsed : loadDefinition(file).definition;
  const { value } = config ?? {};
  const key = file === parsed.file ? [] : ['mockConfigFile'];
  if (value === undefined || !isMockConfig(value))
    throw new Mistake(`\`${written.mockConfigFile}\` is no MockConfigFile.json: it has no \`StateMachines\``, key);
  const mocks = (stateMachineName: string, testCase: string | undefined, path: readonly (string | number)[]) => {
    try {
      return mocksOfMockConfig(value, { stateMachineName, testCase });
    } catch (error) {
      if (!(error instanceof MockConfigError)) throw error;
      throw new Mistake(`${file}: ${error.message}`, file === parsed.file ? [] : [...path, 'testCase']);
    }
  };
  return { file, mocks };
}

function repeatedNames(cases: readonly TestCase[]): Diagnostic[] {
  const seen = new Set<string>();
  return cases.flatMap(({ name, span }) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const message = `two cases are called \`${name}\``;
    return [
      { severity: 'error' as const, ruleId: 'repeated-case-name', message, span, help: 'give each its own name' },
    ];
  });
}
