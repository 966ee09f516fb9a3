import { dirname, join, resolve } from 'node:path';
import { injectErrors, nameOf, openCaseFile } from '../../interpreter/cases';
import { errorReport } from '../../language/diagnostics';
import { promptFilesOf } from '../../language/load';
import { writeOutputFile } from '../../language/named-files';
import { fileNameOf } from '../../ui';
import { findCaseFiles } from '../find-case-files';
import { reportsOfRuns } from '../run/report-of-run';
import { watchFolders } from '../watch-folders';
import { testResultsAsJson } from './run-tests-json';
import { testResultsAsJunit } from './run-tests-junit';
import { testResultsAsText } from './run-tests-text';
import type { TestedFile, TestResults, TestSettings } from './test-results';

/**
 * Runs the cases that paths lead to; returns the exit status: 0 if all hold, 1 otherwise. Throws if they cannot be run.
 */
export async function runTests(
  paths: readonly string[],
  settings: TestSettings,
  print: (text: string) => void,
): Promise<0 | 1> {
  const results = await testAll(paths, settings);
  if (settings.junit !== undefined) writeOutputFile(settings.junit, testResultsAsJunit(results));
  if (settings.report !== undefined) writeReports(results, settings.report);
  print(settings.json === true ? testResultsAsJson(results) : testResultsAsText(results, settings));
  return results.files.every(({ results: cases }) => cases.every(({ unmet }) => unmet.length === 0)) ? 0 : 1;
}

/** `<folder>/<definition>/<case>.html`: a name of a case may have any characters. */
function writeReports({ files }: TestResults, folder: string): void {
  const report = reportsOfRuns();
  for (const { suite, results } of files) {
    const definition = nameOf(suite.caseFile.definitionFile);
    for (const [index, { test, machine, run }] of results.entries()) {
      const file = join(folder, definition, `${index + 1}-${fileNameOf(test.name)}.html`);
      writeOutputFile(file, report(machine, run));
    }
  }
}

async function testAll(paths: readonly string[], settings: TestSettings): Promise<TestResults> {
  const begun = performance.now();
  const { caseFiles, without } = findCaseFiles(paths);
  const files: TestedFile[] = [];
  for (const file of caseFiles) files.push(await testFile(file, settings));
  return { files, without, durationMs: performance.now() - begun };
}

async function testFile(file: string, { inject = false }: TestSettings): Promise<TestedFile> {
  const suite = openCaseFile(file);
  const results: TestedFile['results'][number][] = [];
  for (const test of suite.caseFile.cases) {
    const begun = performance.now();
    const result = await suite.run(test);
    results.push({ ...result, durationMs: performance.now() - begun });
  }
  const coverage = suite.coverage(results);
  return {
    suite,
    results,
    coverage,
    ...(inject ? { injected: await injectErrors(suite.machine, results) } : undefined),
  };
}

/** Runs the cases now and whenever a file below the paths changes; ends with the process. */
export async function watchTests(
  paths: readonly string[],
  settings: TestSettings,
  print: (text: string) => void,
): Promise<void> {
  const runAgain = async (): Promise<void> => {
    // What cannot be run now may be run after the next change.
    await runTests(paths, settings, print).catch((error: unknown) => print(errorReport(error).join('\n')));
    print('waiting for changes (ctrl-c ends)');
  };
  watchFolders({ folders: () => foldersOf(paths), quietMilliseconds: 100, onChange: runAgain });
  await runAgain();
}

/** Folders rather than files: an editor that saves by renaming would otherwise be lost after the first save. */
function foldersOf(paths: readonly string[]): string[] {
  const files = filesOf(paths);
  const named = paths.map((path) => (/\.(ya?ml|json)$/.test(path) ? dirname(path) : path));
  return [...new Set([...named, ...files.map((file) => dirname(file))].map((folder) => resolve(folder)))];
}

function filesOf(paths: readonly string[]): string[] {
  try {
    return findCaseFiles(paths).caseFiles.flatMap((file) => {
      const { caseFile } = openCaseFile(file);
      const { definitionFile, filesRead } = caseFile;
      const prompts = promptFilesOf(definitionFile);
      const promptFiles = prompts.own.map((path) => prompts.fileOf(path));
      return [file, definitionFile, ...filesRead, ...promptFiles].map((each) => join(each));
    });
  } catch {
    return [];
  }
}
