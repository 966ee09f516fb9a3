import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import type { Policies } from '../policies';
import type { Services } from '../services/service';

/** The target of a synthesised stack. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** Folder of cdk.tf.json: relative asset paths start here. */
  readonly stackFolder: string;
  /** What application inference profiles were made from, by their ARNs. */
  readonly profileSources?: Readonly<Record<string, string>>;
  /** Folder of this environment's state (`.local/<environment>`). */
  readonly stateFolder: string;
}

/** A resource of the synthesised stack with every reference already resolved. */
export interface Resource {
  /** `aws_sqs_queue.my-queue`: type and local name. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly arguments: JsonObject;
}

/** What a resource type uses to create its resource: the service's own API operations, called as the operator. */
export interface KindContext {
  readonly place: Place;
  readonly services: Services;
  readonly policies: Policies;
}

/**
 * Creates a resource of one type in its local implementation and returns the attributes that other resources may refer to (`id` is the
 * provider's). It is idempotent: a second start finds the resource there. Arguments are always readable as attributes. Errors do not
 * name the resource: the caller adds the address.
 */
export type Kind<Context extends KindContext = KindContext> = (
  resource: Resource,
  context: Context,
) => Promise<Readonly<Record<string, Json>>>;

/** Kinds by resource type, e.g. `aws_sqs_queue`. */
export type Kinds<Context extends KindContext = KindContext> = Readonly<Record<string, Kind<Context>>>;
