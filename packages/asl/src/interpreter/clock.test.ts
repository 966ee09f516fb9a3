import { clockNotBefore, realClock } from './clock';
import { SimulatedClock } from './simulated-clock';

test('the real clock sleeps for about as long as it is told', async () => {
  const begun = performance.now();
  await realClock.sleep(0.03);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(29);
});

test('a sleep of a hundred days is kept although timers reach 24 days, and ends when it is aborted', async () => {
  const controller = new AbortController();
  let hasWoken = false;
  const sleeping = realClock.sleep(100 * 24 * 3600, controller.signal).then(() => {
    hasWoken = true;
  });
  await realClock.sleep(0.02);
  expect(hasWoken).toBe(false);
  controller.abort(new Error('enough'));
  await expect(sleeping).rejects.toThrow('enough');
});

test('a clock not before a moment goes on from it', async () => {
  const clock = new SimulatedClock(1000);

  const later = clockNotBefore(clock, 5000);
  await later.sleep(2);

  expect(later.now()).toBe(7000);
  expect(clockNotBefore(clock, 2000)).toBe(clock);
});
