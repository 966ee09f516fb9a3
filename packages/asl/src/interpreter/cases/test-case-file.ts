import { soundDefinition } from '../../language/config';
import { DiagnosticsError } from '../../language/diagnostics';
import { loadDefinition, type ParsedDefinition } from '../../language/load';
import { caseReferences } from './case-file/case-references';
import { unusedSubstitutions } from './case-file/fill-placeholders';
import { readCaseFile } from './case-file/read-case-file';
import type { CaseFile, GivenSubstitutions, TestCase } from './case-file/test-case';
import { type Coverage, coverageOf } from './coverage/coverage';
import { checkExpectations, type UnmetExpectation } from './expectations/check-expectations';
import type { RanCase } from './inject-errors';
import { runCase } from './run/run-case';
import { childMachine, prepareMachine, type TestedMachine } from './run/tested-machine';

/** A case, what its execution did, and what it should have done and did not. */
export interface CaseResult extends RanCase {
  readonly unmet: readonly UnmetExpectation[];
}

/** All cases of a file, ready to be run as often as is wanted. */
export interface CaseSuite {
  readonly caseFile: CaseFile;
  readonly definition: ParsedDefinition;
  /** The machine with the file's own substitutions. */
  readonly machine: TestedMachine;
  /** The machine with the substitutions of one case, or the child that it runs. */
  machineOf(test: TestCase): TestedMachine;
  run(test: TestCase): Promise<CaseResult>;
  /** What these executions reached of the definition. */
  coverage(results: readonly CaseResult[]): Coverage;
}

/**
 * Opens a cases file and its definition. Throws DiagnosticsError with every mistake of either or of the asl.config.yaml, UnreadableDefinitionError when
 * one of them cannot be read, and an Error for what the interpreter refuses by name.
 */
export function openCaseFile(file: string): CaseSuite {
  const { text, caseFile, diagnostics } = readCaseFile(file);
  if (caseFile === undefined || diagnostics.length > 0) throw new DiagnosticsError(diagnostics, text);
  const definition = soundDefinition(loadDefinition(caseFile.definitionFile), { type: caseFile.type });
  const machines = new Map<string, TestedMachine>();
  const machineFor = (given: GivenSubstitutions, child?: string): TestedMachine => {
    const key = JSON.stringify([given, child]);
    const machine =
      machines.get(key) ??
      (child === undefined ? prepareDefinition(definition, given, caseFile) : childMachine(machineFor(given), child));
    machines.set(key, machine);
    return machine;
  };
  const machine = machineFor(caseFile.base.substitutions);
  const slips = [...unusedSubstitutions(caseFile, definition), ...caseReferences(caseFile, machine.definition)];
  if (slips.length > 0) throw new DiagnosticsError(slips, text);
  return {
    caseFile,
    definition,
    machine,
    machineOf: (test) => machineFor(test.substitutions, test.child),
    run: async (test) => {
      const own = machineFor(test.substitutions, test.child);
      const run = await runCase(own, test);
      return { test, machine: own, run, unmet: checkExpectations(test, run) };
    },
    coverage: (results) =>
      coverageOf(
        machine,
        results.map(({ run }) => run),
        caseFile.unreachable,
      ),
  };
}

function prepareDefinition(definition: ParsedDefinition, given: GivenSubstitutions, { type }: CaseFile): TestedMachine {
  const { machine, diagnostics } = prepareMachine(definition, given, type);
  if (machine === undefined) throw new DiagnosticsError(diagnostics, definition.text);
  return machine;
}
