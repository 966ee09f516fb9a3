import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compareEvents } from './compare-events';
import type { ActualOutcome, ExecutionCase } from './record';
import { formatReport, reportExecutions, type Verdict } from './report';
import { runCase } from './run-case';

type Comparison = Omit<Verdict, 'id' | 'area' | 'eventsPass' | 'eventsWhy'>;
type Compare = (recorded: ExecutionCase, actual: ActualOutcome, options: { mocked: boolean }) => Comparison;

/** Runs the recorded executions of a folder and says how many come out as AWS had them. Usage: run.ts FOLDER [--json] */
async function main(): Promise<void> {
  const [folder] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  if (folder === undefined) throw new Error('which folder? usage: npm run conformance -- FOLDER [--json]');
  const cases = readCases(join(resolve(folder), 'executions.jsonl'));
  const { compare } = (await import(pathToFileURL(join(resolve(folder), 'compare.mjs')).href)) as { compare: Compare };
  const verdicts: Verdict[] = [];
  for (const each of cases ?? []) verdicts.push(await judge(each, compare));
  const executions = cases === undefined ? undefined : reportExecutions(verdicts);
  const isJson = process.argv.includes('--json');
  if (isJson) console.log(JSON.stringify({ executions }));
  else console.log(executions === undefined ? `${folder} has no executions.jsonl` : formatReport(executions));
}

function readCases(file: string): ExecutionCase[] | undefined {
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line) => JSON.parse(line) as ExecutionCase);
}

async function judge(recorded: ExecutionCase, compare: Compare): Promise<Verdict> {
  const { id, area, expected } = recorded;
  try {
    const actual = await runCase(recorded);
    const eventsWhy =
      expected.events === undefined ? undefined : (compareEvents(expected.events, actual.eventTypes) ?? null);
    return {
      id,
      area,
      ...compare(recorded, actual, { mocked: true }),
      eventsPass: eventsWhy === undefined ? null : eventsWhy === null,
      eventsWhy: eventsWhy ?? null,
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      id,
      area,
      pass: false,
      why,
      ...nothingKnown,
      eventsPass: expected.events === undefined ? null : false,
      eventsWhy: why,
    };
  }
}

const nothingKnown = { causePass: null, causeWhy: null, sequencePass: null, sequenceWhy: null };

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
