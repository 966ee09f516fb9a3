import type { Json, JsonObject } from '../../asl/definition';
import type { Policies } from '../policies';
import type { Services } from '../services/service';

/** Where the synthesised stack is applied to. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** Folder of cdk.tf.json: relative asset paths start here. */
  readonly stackFolder: string;
  /** What application inference profiles were made from, by their ARNs. */
  readonly profileSources?: Readonly<Record<string, string>>;
  /** Folder in which this environment's state is kept (`.local/<environment>`). */
  readonly stateFolder: string;
}

/** A resource of the synthesised stack with every reference already resolved. */
export interface Resource {
  /** `aws_sqs_queue.dead-letters`: type and local name. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly arguments: JsonObject;
}

/** What a kind has to work with: it creates its resource by the service's own API operations, called as the operator. */
export interface KindContext {
  readonly place: Place;
  readonly services: Services;
  readonly policies: Policies;
}

/**
 * A resource kind: creates the resource on its stand-in (idempotently: a second start finds it there) and answers the attributes
 * that other resources may refer to (`id` means what the provider means by it). Arguments are readable as attributes anyway.
 * Throws without naming the resource: what applies it puts the address before the message.
 */
export type Kind<Context extends KindContext = KindContext> = (
  resource: Resource,
  context: Context,
) => Promise<Readonly<Record<string, Json>>>;

/** Kinds by resource type, e.g. `aws_sqs_queue`. */
export type Kinds<Context extends KindContext = KindContext> = Readonly<Record<string, Kind<Context>>>;
