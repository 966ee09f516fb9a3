import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import type { LocalAccount } from '../local-account';
import type { Policies } from '../policies';
import type { Services } from '../services/service';

/** A resource of the synthesised stack with every reference already resolved. */
export interface ResolvedResource {
  /** `aws_sqs_queue.my-queue`: type and local name. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly arguments: JsonObject;
}

/** What a resource type uses to create its resource: the service's own API operations, called as the operator. */
export interface ResourceContext {
  readonly localAccount: LocalAccount;
  readonly services: Services;
  readonly policies: Policies;
}

/**
 * Creates a resource of one type in its local implementation and returns the attributes that other resources may refer to (`id` is the
 * provider's). It is idempotent: a second start finds the resource there. Arguments are always readable as attributes. Errors do not
 * name the resource: the caller adds the address.
 */
export type ResourceType<Context extends ResourceContext = ResourceContext> = (
  resource: ResolvedResource,
  context: Context,
) => Promise<Readonly<Record<string, Json>>>;

/** Kinds by resource type, e.g. `aws_sqs_queue`. */
export type ResourceTypes<Context extends ResourceContext = ResourceContext> = Readonly<
  Record<string, ResourceType<Context>>
>;
