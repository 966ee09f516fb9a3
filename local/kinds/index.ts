import type { Kinds } from './kind';

export { block, blocks, checkArguments, textOf } from './arguments';
export type { Kind, KindContext, Kinds, Place, Resource } from './kind';

/** Every kind of resource that has a stand-in. */
export const kinds: Kinds = {};
