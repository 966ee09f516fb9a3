import type { JsonObject } from '../../../../asl/definition';
import { names } from '../names';
import type { World } from '../world';

/** A dead letter, as far as an operator needs it. */
export interface DeadLetter {
  readonly executionArn: string;
  readonly input: JsonObject;
  readonly checkpoint: string;
}

/** The letters in the queue, each as often as it was sent. */
export function lettersOf(world: World): DeadLetter[] {
  const bodies = world.stores.raw.queues.get(names.deadLetters) ?? [];
  return bodies.map((body) => JSON.parse(body) as DeadLetter);
}

/** Those that nobody has acted on. */
export function openLetters(world: World): DeadLetter[] {
  return lettersOf(world).filter(({ executionArn }) => !world.lettersActedOn.has(executionArn));
}
