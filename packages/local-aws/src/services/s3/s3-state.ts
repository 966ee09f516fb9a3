import path from 'node:path';
import type { LocalAccount } from '../../local-account';
import type { Policies } from '../../policies';
import type { EventBus } from '../event-bus';
import { requiredText } from '../input';
import type { Caller, Shape } from '../service';
import { Bucket } from './bucket/bucket';
import type { ObjectVersion } from './bucket/object-version';
import { objectCreatedEvent } from './object-events';
import { s3Errors } from './s3-errors';

/** Options of S3. */
export interface S3Options {
  readonly localAccount: LocalAccount;
  readonly policies: Pick<Policies, 'authorise'>;
  readonly eventBus: EventBus;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The buckets, and what their operations share. */
export class S3State {
  private readonly buckets = new Map<string, Bucket>();

  constructor(readonly options: S3Options) {}

  createBucket(name: string): Bucket {
    const bucket =
      this.buckets.get(name) ??
      new Bucket(name, this.options.now(), path.join(this.options.localAccount.stateFolder, 'objects', name));
    this.buckets.set(name, bucket);
    return bucket;
  }

  all(): readonly Bucket[] {
    return [...this.buckets.values()];
  }

  find(name: unknown): Bucket | undefined {
    return this.buckets.get(String(name));
  }

  bucketOf(input: Shape): Bucket {
    const name = requiredText(input, 'Bucket');
    const bucket = this.find(name);
    if (bucket === undefined) throw s3Errors.noSuchBucket(name);
    return bucket;
  }

  /** Publishes the event of a new version to EventBridge; afterwards it is no longer pending. */
  async tell(bucket: Bucket, version: ObjectVersion): Promise<void> {
    if (version.owedEvent === undefined) return;
    await this.options.eventBus.publish(objectCreatedEvent(this.options.localAccount, bucket.name, version));
    const { owedEvent: _, ...told } = version;
    const current = bucket.version(version.key, version.versionId);
    if (current?.sequencer === version.sequencer) bucket.replace({ ...told, tags: current.tags });
  }

  /** A caller that may not list a bucket does not learn whether a key is missing. */
  missing(bucket: Bucket, caller: Caller, error: Error): Error {
    const resource = `arn:${this.options.localAccount.partition}:s3:::${bucket.name}`;
    const decision = this.options.policies.authorise(caller, { action: 's3:ListBucket', resource });
    return decision.allowed ? error : s3Errors.hidden(resource, decision.reason);
  }
}
