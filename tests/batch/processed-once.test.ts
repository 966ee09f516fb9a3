import { inspectDocuments } from '../faults/invariants/inspect-document';
import { uploadedDocument } from '../faults/matrix/run-scenario';
import { batchPipeline as pipeline } from '../faults/pipelines/batch-pipeline';
import { compiledMachines } from '../faults/pipelines/compiled-machines';
import { sabotages } from '../faults/sabotages';
import { noFaults } from '../faults/world/fault-plan';
import { seatReviewers } from '../faults/world/people/reviewers';
import type { Sabotage } from '../faults/world/sabotage';
import { World } from '../faults/world/world';

/** One object version in a world of its own, using the functions' real code and the real interpreter in simulated time. */
function worldOf(scenarioName: string, latencySeconds = 0, seed = 1, spoil?: Sabotage['spoilDefinition']) {
  const stateMachines = compiledMachines(pipeline, 4, spoil);
  const world = new World({ pipeline, stateMachines, seed, latencySeconds, planOf: () => noFaults });
  seatReviewers(world);
  const scenario = pipeline.scenarios.find(({ name }) => name === scenarioName)!;
  const document = uploadedDocument(scenario, 'v1');
  world.upload(document);
  const outcomesOf = (stateMachineName: string) =>
    [...world.executions.known.values()]
      .filter(({ record }) => record?.stateMachineName === stateMachineName)
      .map(({ record }) => (record?.output as { outcome?: string } | undefined)?.outcome)
      .sort();
  const outcomes = () => ({
    documents: outcomesOf('document-pipeline'),
    children: outcomesOf('batch-pipeline/documents'),
  });
  const whatBecame = () => inspectDocuments(world)[0]!;
  return { world, document, outcomes, whatBecame };
}

const once = { end: 'stored', violations: [], isDuplicated: false, repeatedNotices: 0, textractCalls: 1 };

describe('an object that comes by its event and in a batch', () => {
  it('is processed by the event where that comes first', async () => {
    const { world, document, outcomes, whatBecame } = worldOf('one-page invoice');
    world.deliverEvent(document);
    await world.quiet();
    world.deliver(document);
    await world.quiet();

    expect(outcomes()).toEqual({ documents: ['ALREADY_PROCESSED', 'STORED'], children: ['ALREADY_PROCESSED'] });
    expect(whatBecame()).toMatchObject(once);
  });

  it('is processed by the batch where that comes first', async () => {
    const { world, document, outcomes, whatBecame } = worldOf('one-page invoice');
    world.deliver(document);
    await world.quiet();
    world.deliverEvent(document);
    await world.quiet();

    expect(outcomes()).toEqual({ documents: ['ALREADY_PROCESSED', 'STORED'], children: ['STORED'] });
    expect(whatBecame()).toMatchObject(once);
  });

  it.each([1, 2, 3, 4, 5])('is processed once where both come at a time (seed %i)', async (seed) => {
    const { world, document, outcomes, whatBecame } = worldOf('one-page invoice', 5, seed);
    world.deliver(document);
    world.deliverEvent(document);
    await world.quiet();

    expect(outcomes().documents).toEqual(['ALREADY_PROCESSED', 'STORED']);
    expect(whatBecame()).toMatchObject(once);
  });

  it('would be processed twice without the condition of the gate', async () => {
    const { spoilDefinition } = sabotages.find(({ name }) => name === 'gate condition removed')!;
    const { world, document, whatBecame } = worldOf('one-page invoice', 0, 1, spoilDefinition);
    world.deliverEvent(document);
    await world.quiet();
    world.deliver(document);
    await world.quiet();

    expect(whatBecame().violations).not.toEqual([]);
  });

  it('is handed over once and reviewed once, and a late event changes nothing', async () => {
    const { world, document, outcomes, whatBecame } = worldOf('doubtful invoice');
    world.deliver(document);
    await world.quiet();
    world.deliverEvent(document);
    await world.quiet();

    expect(outcomes()).toEqual({
      documents: ['ALREADY_PROCESSED', 'HANDED_OVER', 'STORED'],
      children: ['HANDED_OVER'],
    });
    expect(whatBecame()).toMatchObject(once);
  });
});
