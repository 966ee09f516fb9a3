import type { Local } from '../start-local';
import { standstillOf } from '../waiting';

/** `3 execution(s) in progress`: those that wait for a person or for a distant time are not counted. */
export function atWork({ states }: Pick<Local, 'states'>): string {
  const now = Date.now();
  const count = states.running().filter(({ position }) => standstillOf(position, now) === undefined).length;
  return `${count} execution(s) in progress`;
}
