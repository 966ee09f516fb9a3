import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import type { ServiceEvent } from '../event-bus';

/** An event as EventBridge delivers it. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
}

/** Returns the envelope that EventBridge adds to a published event. `now` in milliseconds since the epoch. */
export function envelope(
  event: ServiceEvent,
  localAccount: { readonly account: string; readonly region: string },
  now: number,
): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': event['detail-type'],
    source: event.source,
    account: localAccount.account,
    time: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: localAccount.region,
    resources: event.resources,
    detail: JSON.parse(JSON.stringify(event.detail)) as JsonObject,
  };
}

/** An event as a JSON value. */
export function asJson(event: BusEvent): Json {
  return { ...event, resources: [...event.resources] };
}
