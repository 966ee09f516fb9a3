import { measureWorkedTime } from './worked-time';

test('time counts in which the process had the processor, once for all its threads', () => {
  const looks = [
    { time: 0, used: 0 },
    { time: 1000, used: 50 },
    { time: 1100, used: 450 },
    { time: 90_000, used: 460 },
  ];
  const worked = measureWorkedTime(() => looks.shift()!);
  expect([worked(), worked(), worked()]).toEqual([50, 100, 10]);
});
