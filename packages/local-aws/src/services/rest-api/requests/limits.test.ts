import { Limits } from './limits';

const plan = { id: 'plan', stages: ['api/v1'], keyIds: ['a', 'b'] };
const at = Date.UTC(2026, 0, 1, 12);
const by = (keyId: string, limits: object) => ({
  stage: 'api/v1',
  method: 'POST /classify',
  client: { keyId, plan: { ...plan, ...limits } },
});

describe('Limits', () => {
  it('counts each client by itself', () => {
    const limits = new Limits();
    const throttle = { rateLimit: 1, burstLimit: 1 };
    expect(limits.refusal(by('a', { throttle }), at)).toBeUndefined();
    expect(limits.refusal(by('a', { throttle }), at)).toBe('THROTTLED');
    expect(limits.refusal(by('b', { throttle }), at)).toBeUndefined();
  });

  it('counts all clients together by the stage', () => {
    const limits = new Limits();
    const throttle = { rateLimit: 1, burstLimit: 1 };
    expect(limits.refusal({ ...by('a', {}), throttle }, at)).toBeUndefined();
    expect(limits.refusal({ ...by('b', {}), throttle }, at)).toBe('THROTTLED');
  });

  it('counts days of UTC', () => {
    const limits = new Limits();
    const request = by('a', { dailyQuota: 2 });
    expect([at, at, at].map((now) => limits.refusal(request, now))).toEqual([undefined, undefined, 'QUOTA_EXCEEDED']);
    expect(limits.refusal(request, Date.UTC(2026, 0, 2))).toBeUndefined();
  });
});
