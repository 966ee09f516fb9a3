import { SimulatedClock } from './simulated-clock';

const start = Date.UTC(2026, 0, 1);
const yearSeconds = 365 * 24 * 3600;

test('a year passes in no time', async () => {
  const clock = new SimulatedClock(start);
  await clock.sleep(yearSeconds);
  expect(clock.now()).toBe(start + yearSeconds * 1000);
});

test('sleepers wake by time, and in the order in which they fell asleep where it is the same', async () => {
  const clock = new SimulatedClock(start);
  const woken: string[] = [];
  const sleeper = async (name: string, seconds: number): Promise<void> => {
    await clock.sleep(seconds);
    woken.push(`${name} at ${(clock.now() - start) / 1000}`);
  };
  await Promise.all([sleeper('late', 9), sleeper('first', 3), sleeper('second', 3), sleeper('soon', 1)]);
  expect(woken).toEqual(['soon at 1', 'first at 3', 'second at 3', 'late at 9']);
});

test('a sleeper that is aborted no longer holds a place in time', async () => {
  const clock = new SimulatedClock(start);
  const controller = new AbortController();
  const aborted = clock.sleep(10, controller.signal);
  const other = clock.sleep(20);
  controller.abort(new Error('not wanted'));
  await expect(aborted).rejects.toThrow('not wanted');
  await other;
  expect(clock.now()).toBe(start + 20_000);
});

test('no time passes during work that it stands still for', async () => {
  const clock = new SimulatedClock(start);
  let seen = 0;
  const sleeping = clock.sleep(60);
  await clock.standStillDuring(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    seen = clock.now();
  });
  expect(seen).toBe(start);
  await sleeping;
  expect(clock.now()).toBe(start + 60_000);
});
