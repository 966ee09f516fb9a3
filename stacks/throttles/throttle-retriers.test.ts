import type { Json } from '@document-pipelines/asl/definition';
import { throttleMaxAttempts } from './throttle-attempts';
import { maxAttemptsOfThrottles } from './throttle-retriers';

const retrier = (IntervalSeconds: number, rest: object = {}): Json => ({
  ErrorEquals: ['ThrottlingException'],
  IntervalSeconds,
  BackoffRate: 2,
  MaxDelaySeconds: 120,
  JitterStrategy: 'FULL',
  MaxAttempts: '${ThrottleMaxAttempts}',
  ...rest,
});
const state = (...Retry: Json[]): Json => ({ Type: 'Task', Retry });

describe('maxAttemptsOfThrottles', () => {
  const attempts = (definition: Json) => maxAttemptsOfThrottles(definition, 'ThrottleMaxAttempts', 7200);

  it('is what the slowest starter of all retriers needs, however deep it stands', () => {
    const expected = throttleMaxAttempts({
      backlogSeconds: 7200,
      intervalSeconds: 2,
      backoffRate: 2,
      maxDelaySeconds: 120,
    });
    const inner = { States: { Read: state(retrier(2)) } };
    expect(attempts({ States: { A: state(retrier(60)), B: { Type: 'Parallel', Branches: [inner] } } })).toBe(expected);
  });

  it('passes over retriers that count for themselves', () => {
    expect(attempts({ States: { A: state(retrier(2, { MaxAttempts: 3 })) } })).toBe(1);
  });

  it.each([{ JitterStrategy: 'NONE' }, { MaxDelaySeconds: null }])('refuses a retrier with %j', (change) => {
    expect(() => attempts({ States: { A: state(retrier(2, change)) } })).toThrow(
      'the retrier of ["ThrottlingException"] needs MaxDelaySeconds and JitterStrategy FULL',
    );
  });
});
