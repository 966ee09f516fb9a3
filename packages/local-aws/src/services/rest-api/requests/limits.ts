import { type Throttle, TokenBucket } from '../../token-bucket';
import type { UsagePlan } from '../rest-api';

/** Whose request is counted, on which stage. */
export interface CountedRequest {
  /** `<api id>/<stage>`. */
  readonly stage: string;
  readonly method: string;
  readonly throttle?: Throttle;
  readonly client?: { readonly keyId: string; readonly plan: UsagePlan };
}

/** Counts requests: each client's by its plan, then all of a method by its stage. Counts start at 0 in each process. */
export class Limits {
  private readonly buckets = new Map<string, TokenBucket>();
  private readonly used = new Map<string, number>();

  /** Returns the limit that rejects the request; undefined if it is accepted. `now` in milliseconds. */
  refusal(request: CountedRequest, now: number): 'THROTTLED' | 'QUOTA_EXCEEDED' | undefined {
    const { client, stage, method, throttle } = request;
    const limits = client?.plan;
    if (limits?.throttle !== undefined && !this.take(`${limits.id} ${client?.keyId}`, limits.throttle, now))
      return 'THROTTLED';
    if (throttle !== undefined && !this.take(`${stage} ${method}`, throttle, now)) return 'THROTTLED';
    return client === undefined ? undefined : this.countDay(client.keyId, client.plan, now);
  }

  private take(name: string, throttle: Throttle, now: number): boolean {
    const bucket = this.buckets.get(name) ?? new TokenBucket(throttle, now);
    this.buckets.set(name, bucket);
    return bucket.take(now);
  }

  private countDay(keyId: string, plan: UsagePlan, now: number): 'QUOTA_EXCEEDED' | undefined {
    const day = `${plan.id} ${keyId} ${new Date(now).toISOString().slice(0, 10)}`;
    const used = (this.used.get(day) ?? 0) + 1;
    this.used.set(day, used);
    return plan.dailyQuota !== undefined && used > plan.dailyQuota ? 'QUOTA_EXCEEDED' : undefined;
  }
}
