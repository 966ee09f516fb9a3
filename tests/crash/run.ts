import { parseArgs } from 'node:util';
import { seededRandom } from '@document-pipelines/asl/interpreter';
import { crashProject } from './crash-project';
import { type RoundResult, runRound } from './run-round';

const usage = `usage: npm run crash -- [--rounds N] [--kills N] [--seed N] [--json]
  --rounds N   so many times from nothing; default 10
  --kills N    kills in a round at most, before the run is left alone; default 12
  --seed N     when the kills fall; default 1
  --json       a line for each round, then {rounds, kills, violations}`;

/** Kills `asl local run` repeatedly, and checks each time whether anything was lost. Exits with 1 if something was. */
async function main(): Promise<void> {
  const { rounds, kills, seed, isJson } = readCommandLine(process.argv.slice(2));
  const tell = (text: string): void => (isJson ? undefined : console.log(text));
  const project = crashProject();
  const results: RoundResult[] = [];
  let isBroken = false;
  try {
    const { next: random } = seededRandom(seed);
    for (let round = 1; round <= rounds; round += 1) {
      const result = await runRound({ project, round, kills, random, tell });
      results.push(result);
      isBroken ||= result.violations.length > 0;
      if (isJson) console.log(JSON.stringify(result));
      else for (const violation of result.violations) console.log(`  ! ${violation}`);
      if (result.violations.length > 0) tell(`  its state is kept: ${project.stateFolder(round)}`);
    }
  } finally {
    if (!isBroken) project.remove();
  }
  const totals = {
    rounds: results.length,
    kills: results.reduce((sum, result) => sum + result.kills.length, 0),
    violations: results.reduce((sum, result) => sum + result.violations.length, 0),
  };
  console.log(
    isJson
      ? JSON.stringify(totals)
      : `${totals.rounds} round(s), ${totals.kills} kill(s), ${totals.violations} violation(s)`,
  );
  if (isBroken) process.exitCode = 1;
}

function readCommandLine(args: readonly string[]) {
  const options = {
    rounds: { type: 'string' },
    kills: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
  } as const;
  const { values } = parse(() => parseArgs({ args: [...args], options }));
  const number = (name: 'rounds' | 'kills' | 'seed', otherwise: number): number => {
    const value = Number(values[name] ?? otherwise);
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} takes a whole number\n${usage}`);
    return value;
  };
  return {
    rounds: number('rounds', 10),
    kills: number('kills', 12),
    seed: number('seed', 1),
    isJson: values.json === true,
  };
}

function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${usage}`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
