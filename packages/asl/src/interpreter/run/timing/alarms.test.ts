import type { Clock } from '../../clock';
import { SimulatedClock } from '../../simulated-clock';
import { Alarms } from './alarms';

const start = Date.UTC(2026, 0, 1);

/** Alarms that record which of them ring, and the sleeps they request. */
function prepare() {
  const clock = new SimulatedClock(start);
  const rung: string[] = [];
  const sleeps: number[] = [];
  const watched: Clock = {
    now: () => clock.now(),
    sleep: (seconds, signal) => {
      sleeps.push(seconds);
      return clock.sleep(seconds, signal);
    },
  };
  const alarms = new Alarms(watched, (work) => work());
  const set = (seconds: number, name: string, isWanted = () => true): void =>
    alarms.add({
      at: start + seconds * 1000,
      isWanted,
      ring: () => rung.push(`${name} at ${(clock.now() - start) / 1000}`),
    });
  return { clock, alarms, rung, sleeps, set };
}

test('alarms ring at their moments, those of one moment in the order in which they were set', async () => {
  const { clock, rung, set } = prepare();
  set(5, 'second');
  set(2, 'first');
  set(5, 'third');
  await clock.sleep(10);
  expect(rung).toEqual(['first at 2', 'second at 5', 'third at 5']);
});

test('one timer serves all deadlines that lie later than the first', async () => {
  const { clock, sleeps, set } = prepare();
  for (let seconds = 30; seconds < 40; seconds++) set(seconds, 'deadline', () => false);
  await clock.sleep(60);
  expect(sleeps).toEqual([30]);
});

test('what is no longer wanted does not ring, what is set while ringing does', async () => {
  const { clock, rung, set, alarms } = prepare();
  set(1, 'unwanted', () => false);
  alarms.add({ at: start + 2000, isWanted: () => true, ring: () => set(3, 'later') });
  await clock.sleep(5);
  expect(rung).toEqual(['later at 3']);
});

test('unwanted alarms do not pile up, and nothing rings after the end', async () => {
  const { clock, alarms, rung, set } = prepare();
  for (let index = 0; index < 10_000; index++) set(1000 + index, 'unwanted', () => false);
  expect((alarms as unknown as { set: unknown[] }).set.length).toBeLessThan(100);
  set(1, 'late');
  alarms.close();
  await clock.sleep(2);
  expect(rung).toEqual([]);
});

test('an alarm rings when its time has passed, though the clock was set back meanwhile', async () => {
  const time = { now: start };
  const sleeps: number[] = [];
  const clock: Clock = {
    now: () => time.now,
    sleep: async (seconds) => {
      sleeps.push(seconds);
      time.now += seconds * 1000 - 3_600_000;
    },
  };
  const alarms = new Alarms(clock, (work) => work());

  await new Promise<void>((resolve) => alarms.add({ at: start + 5000, isWanted: () => true, ring: resolve }));

  expect(sleeps).toEqual([5]);
});
