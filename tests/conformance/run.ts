import { resolve } from 'node:path';
import { formatReport } from './format-report';
import { measure } from './measure';

/** Runs the recorded cases of a folder and prints how many match AWS. Usage: run.ts FOLDER [--json] */
async function main(): Promise<void> {
  const [folder] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  if (folder === undefined) throw new Error('which folder? usage: npm run conformance -- FOLDER [--json]');
  const report = await measure(resolve(folder));
  console.log(process.argv.includes('--json') ? JSON.stringify(report) : formatReport(report));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
