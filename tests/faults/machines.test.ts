import { type MachineCombination, machineCombinationsOf, runMachineMatrix } from './machines/machine-matrix';
import { machines } from './pipelines';
import { totalsOf } from './report';

/** Fewer attempts than two hours of throttling need: `npm run faults` has them all, and all combinations. */
const throttleMaxAttempts = 2;

/** The functions of each machine that read objects. */
const readers: Readonly<Record<string, readonly string[]>> = {
  'agent-pipeline': ['invoke-agent'],
  'batch-inference': ['prepare-inference', 'join-inference'],
  'train-model': ['evaluate-model'],
};

describe.each(machines.map((machine) => [machine.name, machine] as const))('%s under every fault', (_name, machine) => {
  let combinations: readonly MachineCombination[];

  beforeAll(async () => {
    combinations = await machineCombinationsOf(machine, throttleMaxAttempts);
  });

  it('ends as each scenario says when nothing goes wrong', async () => {
    const clean = combinations.filter(({ fault }) => fault.on === 'nothing');
    const entries = await runMachineMatrix({ machine, throttleMaxAttempts, combinations: clean });

    expect(entries.map(({ scenario, violations }) => ({ scenario, violations }))).toEqual(
      machine.scenarios.map(({ name }) => ({ scenario: name, violations: [] })),
    );
  });

  it('tries again when a body of an object does not come whole', async () => {
    const once = combinations.filter(
      ({ fault, extent }) => fault.on === 'call' && fault.effect.kind === 'body' && extent === 'once',
    );
    const entries = await runMachineMatrix({ machine, throttleMaxAttempts, combinations: once });

    expect(new Set(entries.map(({ location }) => location))).toEqual(new Set(readers[machine.name]));
    expect(entries.filter(({ violations }) => violations.length > 0)).toEqual([]);
  });

  /** Of each extent and each fault some: `npm run faults` runs them all. */
  it('loses no request and does nothing twice', async () => {
    const sampled = combinations.filter((_, index) => index % 11 === 0);
    const entries = await runMachineMatrix({ machine, throttleMaxAttempts, combinations: sampled });

    expect(combinations.length).toBeGreaterThan(50);
    expect(entries.filter(({ violations }) => violations.length > 0)).toEqual([]);
    expect(totalsOf(entries)).toMatchObject({ lost: 0, duplicated: 0 });
  });
});
