import { join } from 'node:path';
import { stderr, stdout } from '@document-pipelines/asl/terminal';
import { createConsole, findProject, startOptions } from '@document-pipelines/local-aws/environment';
import { unusedBySamples } from '../local-run/unused-by-samples';
import { synthesisedCopy } from '../synthesised-stacks/synthesise';
import { type Removal, removalsOf } from './removals';
import type { Scenario } from './scenario';
import { runScenario, type ScenarioOptions, scenarios } from './scenarios';

const usage = `usage: npm run roles [-- SCENARIO [ROLE]]

Removes one statement of one role after the other, each that a scenario needs, and runs the scenario without it: something must then end
differently. Without SCENARIO, every statement that no scenario needs must have a reason in tests/local-run/unused-by-samples.ts. Scenarios: ${scenarios.map(({ name }) => name).join(', ')}. ROLE: a part of a role's name.`;

/** Runs the removals; exits with 1 if a run ends the same without a statement. */
async function main([scenarioName, role = '']: readonly string[]): Promise<void> {
  const chosen = scenarios.filter(({ name }) => scenarioName === undefined || name === scenarioName);
  if (chosen.length === 0) throw new Error(usage);
  const synthesis = synthesisedCopy();
  const { root, folder } = synthesis;
  const project = { ...findProject(root), stacksFolder: join(folder, 'stacks') };
  const { bedrockScript } = startOptions(project, 'dev', createConsole({ stdout, stderr }, false));
  /** The scenarios that need each statement. It is removed in the first of them. */
  const neededIn = new Map<string, readonly string[]>();
  const all = new Map<string, Removal>();
  let same = 0;
  try {
    for (const scenario of chosen) {
      const { removals, needed } = await removalsIn(scenario, { root, folder, bedrockScript });
      for (const each of removals) all.set(each.title, each);
      for (const each of needed.filter(({ title }) => title.includes(role))) {
        const before = neededIn.get(each.title) ?? [];
        neededIn.set(each.title, [...before, scenario.name]);
        if (before.length === 0) same += (await remove(each, scenario, { root, folder, bedrockScript })) ? 0 : 1;
      }
    }
  } finally {
    synthesis.remove();
  }
  const others = [...all.values()].filter(({ title }) => title.includes(role) && !neededIn.has(title));
  const here = others.filter(({ isEvaluated }) => isEvaluated);
  console.log(`\n${neededIn.size} statement(s) removed, ${same} without an effect`);
  console.log(
    `${others.length - here.length} statement(s) on traces and logs of the account, which no local service evaluates`,
  );
  console.log(`${here.length} statement(s) that these scenarios do not need:`);
  for (const { title } of here) console.log(`  ${title}`);
  const problems = scenarioName === undefined ? [...unexplained(here), ...notNeeded([...all.values()], neededIn)] : [];
  for (const problem of problems) console.log(problem);
  if (same > 0 || problems.length > 0) process.exitCode = 1;
}

/** Statements that no scenario needs and that have no reason other than a scenario. */
function unexplained(removals: readonly Removal[]): readonly string[] {
  return removals.flatMap(({ title, shortTitle }) => {
    const reason = unusedBySamples[shortTitle];
    return reason === undefined || 'scenario' in reason
      ? [`${title}: no scenario needs it, and there is no reason`]
      : [];
  });
}

/** Statements whose reason is a scenario that does not need them. */
function notNeeded(removals: readonly Removal[], neededIn: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return removals.flatMap(({ title, shortTitle }) => {
    const reason = unusedBySamples[shortTitle];
    if (reason === undefined || !('scenario' in reason) || neededIn.get(title)?.includes(reason.scenario)) return [];
    return [`${title}: the scenario ${reason.scenario} does not need it`];
  });
}

/** What the scenario needs when nothing is removed. Throws if it does not end the same twice. */
async function removalsIn(scenario: Scenario, options: ScenarioOptions) {
  const start = performance.now();
  const first = await runScenario(scenario, options);
  const second = await runScenario(scenario, options);
  const seconds = (performance.now() - start) / 1000;
  if (JSON.stringify(first.outcomes) !== JSON.stringify(second.outcomes))
    throw new Error(
      `${scenario.name} ends differently each time:\n${[...first.outcomes, '--', ...second.outcomes].join('\n')}`,
    );
  const removals = removalsOf(first.grants);
  console.log(`${scenario.name}: ${first.outcomes.length} outcome(s), ${Math.round(seconds / 2)} s`);
  return {
    removals,
    // Twice as long as it takes, and time to start: an execution that waits for what was denied can wait for days.
    needed: removals
      .filter(({ isNeeded }) => isNeeded)
      .map((each) => ({ ...each, before: first.outcomes, limitSeconds: Math.ceil(seconds) + 10 })),
  };
}

async function remove(
  {
    title,
    change,
    before,
    limitSeconds,
  }: Removal & { readonly before: readonly string[]; readonly limitSeconds: number },
  scenario: Scenario,
  options: ScenarioOptions,
): Promise<boolean> {
  const { outcomes } = await runScenario(scenario, { ...options, change, limitSeconds });
  const changed = outcomes.filter((each) => !before.includes(each));
  const isSame = JSON.stringify(outcomes) === JSON.stringify(before);
  const effect = changed[0] ?? 'the same outcomes in other numbers';
  console.log(`  ${title}: ${isSame ? 'THE SAME WITHOUT IT' : effect.split('\n')[0]?.slice(0, 160)}`);
  return !isSame;
}

main(process.argv.slice(2))
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  })
  // Executions that were left waiting keep their timers.
  .finally(() => process.exit());
