import { inspectDocuments } from '../faults/invariants/inspect-document';
import { uploadedDocument } from '../faults/matrix/run-scenario';
import { compiledMachines } from '../faults/pipelines/compiled-machines';
import { documentPipeline as pipeline } from '../faults/pipelines/document-pipeline';
import { type FaultPlan, noFaults } from '../faults/world/fault-plan';
import { seatReviewers } from '../faults/world/people/reviewers';
import { World } from '../faults/world/world';

const stateMachines = compiledMachines(pipeline, 2);
const scenario = pipeline.scenarios.find(({ name }) => name === 'doubtful invoice');
const week = 604_800;

/** Runs a document that needs a review, in a world with these permanent faults, until all work is done. */
async function run(faults: Partial<FaultPlan>) {
  if (scenario === undefined) throw new Error('there is no scenario `doubtful invoice`');
  const world = new World({ pipeline, stateMachines, seed: 1, planOf: () => ({ ...noFaults, ...faults }) });
  seatReviewers(world);
  const document = uploadedDocument(scenario, 'v1');
  const startedAt = world.clock.now();
  world.upload(document);
  world.deliver(document);
  await world.quiet();
  const [inspected] = inspectDocuments(world);
  const [execution] = [...world.executions.known.values()];
  const tookSeconds = ((execution?.record?.stopDate ?? Number.NaN) - startedAt) / 1000;
  const invocations = world.lambda.occasions.filter(({ call }) => call === 1).map(({ functionName }) => functionName);
  return { inspected, tookSeconds, invocations };
}

/** Notices of reviews are lost; reminders arrive. */
const deaf: Partial<FaultPlan> = { losesReviewNotice: () => true };

describe('a review', () => {
  it('that nobody ever hears of ends in a dead letter after its two rounds', async () => {
    const { inspected, tookSeconds } = await run({ ...deaf, atReminder: () => 'lost' });

    expect(inspected).toMatchObject({ end: 'failed', violations: [] });
    expect(tookSeconds).toBeGreaterThanOrEqual(2 * week);
    expect(tookSeconds).toBeLessThan(2 * week + 600);
  });

  it('whose every decision is lost ends in a dead letter too', async () => {
    const { inspected, tookSeconds } = await run({
      atCall: ({ functionName, operation }) =>
        functionName === 'review-decision' && operation === 'UpdateItem'
          ? { kind: 'crash', moment: 'before' }
          : undefined,
    });

    expect(inspected).toMatchObject({ end: 'failed', violations: [] });
    expect(tookSeconds).toBeLessThan(2 * week + 600);
  });

  it('whose decision was stored and never sent is answered with it in the second round', async () => {
    const { inspected, tookSeconds } = await run({
      atCall: ({ functionName, operation }) =>
        functionName === 'review-decision' && operation === 'SendTaskSuccess'
          ? { kind: 'crash', moment: 'before' }
          : undefined,
    });

    expect(inspected).toMatchObject({ end: 'stored', violations: [] });
    expect(tookSeconds).toBeGreaterThanOrEqual(week);
    expect(tookSeconds).toBeLessThan(week + 600);
  });

  it('that only the reminder tells of is decided by it', async () => {
    let notices = 0;
    // The first notice is lost, the reminder is not.
    const { inspected, tookSeconds } = await run({ losesReviewNotice: () => notices++ === 0 });

    expect(inspected).toMatchObject({ end: 'stored', violations: [] });
    expect(tookSeconds).toBeGreaterThan(week / 2);
    expect(tookSeconds).toBeLessThan(week);
  });

  it('costs nothing while it waits: no state is entered and no function called but the two reminders', async () => {
    const waited = await run({ ...deaf, atReminder: () => 'lost' });
    const reminded = await run(deaf);

    expect(reminded.inspected?.transitions).toBe(waited.inspected?.transitions);
    const calls = (invocations: readonly string[]) => invocations.filter((name) => name.includes('review'));
    expect(calls(waited.invocations)).toEqual(['request-review', 'request-review']);
    const rounds = ['request-review', 'remind-reviewer', 'remind-reviewer'];
    expect(calls(reminded.invocations)).toEqual([...rounds, ...rounds]);
  });
});
