import type { JsonObject } from '@document-pipelines/asl/definition';
import { names } from '../names';
import type { World } from '../world';

/** The parts of a dead letter that an operator uses. */
export interface DeadLetter {
  readonly executionArn: string;
  readonly input: JsonObject;
  readonly checkpoint: string;
}

/** Returns the dead letters in the queue, each as often as it was sent. */
export function lettersOf(world: World): DeadLetter[] {
  const bodies = world.stores.raw.queues.get(names.deadLetters) ?? [];
  return bodies.map((body) => JSON.parse(body) as DeadLetter);
}

/** Returns the dead letters that were not acted on. */
export function openLetters(world: World): DeadLetter[] {
  return lettersOf(world).filter(({ executionArn }) => !world.lettersActedOn.has(executionArn));
}
