import type { Local } from '../../start-local';
import { standstillOf } from '../../waiting';

/** `3 execution(s) in progress`: those that wait for a person or a time far away are not. */
export function atWork({ states }: Pick<Local, 'states'>): string {
  const now = Date.now();
  const count = states.running().filter(({ position }) => standstillOf(position, now) === undefined).length;
  return `${count} execution(s) in progress`;
}
