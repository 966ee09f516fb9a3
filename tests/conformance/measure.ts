import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CorpusCase, judgeCode, judgeCorpusCase } from './judge-corpus';
import { judgeDefinitionFiles } from './judge-definition-files';
import { type Judgement, judgeValidation, judgeVariableReferences } from './judge-definitions';
import { type Comparator, judgeExecution } from './judge-execution';
import { judgeRole, type RoleCase, unexercisedMiss } from './judge-role';
import { type Diff, judgeTestState, type TestStateCase } from './judge-test-state';
import type { ExecutionCase } from './record';
import {
  type ConformanceReport,
  type ConformanceVerdict,
  type Miss,
  type PlainReport,
  reportExecutions,
  reportPlainly,
} from './report';

/** Measures us against all that a folder of recordings or definitions has; a record that cannot be read is named and left out. */
export async function measure(folder: string): Promise<ConformanceReport> {
  const unreadable: Miss[] = [];
  const read = <T>(file: string): readonly T[] | undefined => readCases<T>(folder, file, unreadable);
  const plainly = async <T extends { readonly id: string }>(
    file: string,
    judge: (recorded: T) => Judgement | Promise<Judgement>,
    isJudged: (recorded: T) => boolean = () => true,
  ): Promise<PlainReport | undefined> => {
    const cases = read<T>(file)?.filter(isJudged);
    return cases === undefined ? undefined : reportPlainly(await judgeEach(cases, judge));
  };
  const executions = read<ExecutionCase>('executions.jsonl');
  const testStates = read<TestStateCase>('test_state.jsonl');
  const comparator = executions === undefined && testStates === undefined ? undefined : await comparatorIn(folder);
  return {
    ...(executions && comparator && { executions: reportExecutions(await judgeAll(executions, comparator)) }),
    ...(testStates &&
      comparator && {
        testState: reportPlainly(await judgeEach(testStates, (each) => judgeTestState(each, comparator.diff))),
      }),
    ...part('validation', await plainly('validation.jsonl', judgeValidation)),
    ...part('variableReferences', await plainly('variable_references.jsonl', judgeVariableReferences)),
    ...part('valid', await plainly('valid.jsonl', judgeCorpusCase)),
    ...part('extraValid', await plainly('extra-localstack-valid.jsonl', judgeCorpusCase)),
    ...part('invalid', await plainly('invalid.jsonl', judgeCorpusCase)),
    ...part('awsMeasured', await plainly('aws-measured.jsonl', judgeCorpusCase)),
    ...part('awsCodes', await plainly<CorpusCase>('aws-measured.jsonl', judgeCode, ({ valid }) => !valid)),
    ...rolesPart(read<RoleCase>('iam.jsonl')),
    ...part('definitions', reportOf(judgeDefinitionFiles(folder))),
    ...(unreadable.length > 0 && { unreadable: distinct(unreadable) }),
  };
}

/** What another tool derives is its taste; what people deployed ran. */
function rolesPart(cases: readonly RoleCase[] | undefined): ConformanceReport {
  if (cases === undefined) return {};
  const judged = cases.filter(({ kind }) => kind === 'approximate').map(judgeRole);
  const unexercised = judged.flatMap((each) => unexercisedMiss(each) ?? []);
  const strictPass = judged.filter(({ why, unexercised: rest }) => why === undefined && rest.length === 0).length;
  return { iam: { ...reportPlainly(judged), strictPass, unexercised } };
}

function reportOf(judgements: readonly Judgement[] | undefined): PlainReport | undefined {
  return judgements === undefined ? undefined : reportPlainly(judgements);
}

async function comparatorIn(folder: string): Promise<Comparator & { readonly diff: Diff }> {
  return await import(pathToFileURL(join(folder, 'compare.mjs')).href);
}

async function judgeEach<T extends { readonly id: string }>(
  cases: readonly T[],
  judge: (recorded: T) => Judgement | Promise<Judgement>,
): Promise<Judgement[]> {
  const judgements: Judgement[] = [];
  for (const each of cases) {
    try {
      judgements.push(await judge(each));
    } catch (error) {
      judgements.push({ id: each.id, why: `could not be judged: ${error instanceof Error ? error.message : error}` });
    }
  }
  return judgements;
}

async function judgeAll(cases: readonly ExecutionCase[], comparator: Comparator): Promise<ConformanceVerdict[]> {
  const verdicts: ConformanceVerdict[] = [];
  for (const each of cases) verdicts.push(await judgeExecution(each, comparator));
  return verdicts;
}

function part(name: keyof ConformanceReport, report: PlainReport | undefined): ConformanceReport {
  return report === undefined ? {} : { [name]: report };
}

/** The cases of a file, one a line; undefined if the folder does not have it. A line that is not a case is added to `unreadable`. */
function readCases<T>(folder: string, name: string, unreadable: Miss[]): readonly T[] | undefined {
  const file = join(folder, name);
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value !== 'object' || value === null || !('id' in value))
        throw new Error('a record is an object with an id');
      return [value as T];
    } catch (error) {
      unreadable.push({ id: `${name}:${index + 1}`, why: error instanceof Error ? error.message : String(error) });
      return [];
    }
  });
}

function distinct(misses: readonly Miss[]): readonly Miss[] {
  return [...new Map(misses.map((miss) => [miss.id, miss])).values()];
}
