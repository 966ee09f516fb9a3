import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { type CaseResult, type CaseSuite, openCaseFile } from '../index';

/** A definition and its cases, as strings. */
export interface Texts {
  readonly definition: string;
  readonly cases: string;
  /** Other files by name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Opens a definition and its cases from a temporary folder. */
export function suiteOf({ definition, cases, files = {} }: Texts): CaseSuite {
  return inFolder({ 'm.asl.yaml': definition, 'm.cases.yaml': cases, ...files }, (folder) =>
    openCaseFile(join(folder, 'm.cases.yaml')),
  );
}

/** Runs all cases. */
export async function resultsOf(texts: Texts): Promise<CaseResult[]> {
  const suite = suiteOf(texts);
  const results: CaseResult[] = [];
  for (const test of suite.caseFile.cases) results.push(await suite.run(test));
  return results;
}

/** What the cases do not meet, as `line:column expectation: message`. */
export async function unmetOf(texts: Texts): Promise<string[]> {
  const results = await resultsOf(texts);
  return results.flatMap(({ unmet }) =>
    unmet.map(({ span, expectation, message }) => `${span.start.line}:${span.start.column} ${expectation}: ${message}`),
  );
}

/** The mistakes for which a cases file is not opened, without the folder's name. */
export function mistakesOf(texts: Texts): string {
  try {
    suiteOf(texts);
  } catch (error) {
    return (error as Error).message.replaceAll(new RegExp(`\\S*${sep}(?=m\\.|\\w+\\.json)`, 'g'), '');
  }
  throw new Error('the cases file was opened');
}

function inFolder<T>(files: Readonly<Record<string, string>>, work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'cases-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
