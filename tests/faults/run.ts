import { type Request, readCommandLine, usage } from './command-line';
import { runMachineMatrix } from './machines/machine-matrix';
import { runMatrix } from './matrix/run-matrix';
import { machines, pipelines } from './pipelines';
import { runDocuments } from './random/run-documents';
import { formatEnds, formatTotals, formatViolations, type Reported, totalsOf } from './report';

/** Runs the fault matrix, or documents under random faults; exits with 1 if anything does not hold. */
async function main(): Promise<void> {
  const request = readCommandLine(process.argv.slice(2));
  if (request.isHelp) return console.log(usage);
  const startedAt = Date.now();
  const reported = await run(request);
  const wrong = reported.filter(({ violations }) => violations.length > 0);
  const totals = totalsOf(reported);
  if (request.isJson) console.log(JSON.stringify(totals));
  else {
    for (const entry of wrong.slice(0, 50)) console.log(formatViolations(entry));
    if (wrong.length > 50) console.log(`… and ${wrong.length - 50} more`);
    console.log(formatEnds(reported));
    console.log(`${formatTotals(totals)}, in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    console.log(wrong.length === 0 ? 'every invariant holds' : `${wrong.length} do not hold`);
  }
  if (wrong.length > 0) process.exitCode = 1;
}

async function run({ documents, seed, sabotage, isJson }: Request): Promise<Reported[]> {
  const broken = sabotage === undefined ? {} : { sabotage };
  const told = (entry: Reported): void => (isJson ? console.log(JSON.stringify(entry)) : undefined);
  const reported: Reported[] = [];
  for (const pipeline of pipelines) {
    const more =
      documents === undefined
        ? await runMatrix({ pipeline, ...broken })
        : await runDocuments({ pipeline, documents, seed, ...broken });
    more.forEach(told);
    reported.push(...more);
  }
  if (documents === undefined) {
    for (const machine of machines) {
      const more = await runMachineMatrix({ machine, ...broken });
      more.forEach(told);
      reported.push(...more);
    }
  }
  return reported;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
