import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Judgement,
  judgeValidation,
  judgeVariableReferences,
  type ValidationCase,
  type VariableReferencesCase,
} from './judge-definitions';
import { type Comparator, judgeExecution } from './judge-execution';
import { type Diff, judgeTestState, type TestStateCase } from './judge-test-state';
import type { ExecutionCase } from './record';
import { type ConformanceReport, type PlainReport, reportExecutions, reportPlainly, type Verdict } from './report';

/** Measures us against all that a folder of recordings holds. */
export async function measure(folder: string): Promise<ConformanceReport> {
  const comparator = (await import(pathToFileURL(join(folder, 'compare.mjs')).href)) as Comparator & {
    readonly diff: Diff;
  };
  const executions = readCases<ExecutionCase>(folder, 'executions.jsonl');
  return {
    ...(executions && { executions: reportExecutions(await judgeAll(executions, comparator)) }),
    ...part(
      'testState',
      await judgePlainly<TestStateCase>(folder, 'test_state.jsonl', (each) => judgeTestState(each, comparator.diff)),
    ),
    ...part('validation', await judgePlainly(folder, 'validation.jsonl', judgeValidation)),
    ...part('variableReferences', await judgePlainly(folder, 'variable_references.jsonl', judgeVariableReferences)),
  };
}

async function judgeAll(cases: readonly ExecutionCase[], comparator: Comparator): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const each of cases) verdicts.push(await judgeExecution(each, comparator));
  return verdicts;
}

async function judgePlainly<T extends ValidationCase | VariableReferencesCase | TestStateCase>(
  folder: string,
  file: string,
  judge: (recorded: T) => Judgement | Promise<Judgement>,
): Promise<PlainReport | undefined> {
  const cases = readCases<T>(folder, file);
  if (cases === undefined) return undefined;
  const judgements: Judgement[] = [];
  for (const each of cases) judgements.push(await judge(each));
  return reportPlainly(judgements);
}

function part(name: keyof ConformanceReport, report: PlainReport | undefined): ConformanceReport {
  return report === undefined ? {} : { [name]: report };
}

/** The cases of a file, one a line; undefined where the folder does not have it. */
function readCases<T>(folder: string, name: string): readonly T[] | undefined {
  const file = join(folder, name);
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as T);
}
