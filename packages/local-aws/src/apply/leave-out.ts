import type { Json } from '@document-pipelines/asl/definition';
import { nearestWord, UserError } from '@document-pipelines/asl/diagnostics';
import { inertResourceTypes, resourceTypes } from '../kinds';
import { addressOf } from './dependency-order';
import { referencesIn } from './references';
import type { SynthesisedApp, SynthesisedResource } from './synthesised-app';

/**
 * Returns the stack without the resources of some types (`--without`), and without the outputs that refer to them. References from
 * resources without local effect are allowed. Throws a UserError for a type that the stack does not have, and for a resource that is kept
 * and depends on one that is left out.
 */
export function leaveOut(app: SynthesisedApp, types: readonly string[]): SynthesisedApp {
  checkTypes(app, types);
  // A type without local effect has none to leave out, and others may refer to it.
  const isLeftOut = ({ type }: SynthesisedResource): boolean =>
    types.includes(type) && !Object.hasOwn(inertResourceTypes, type);
  const leftOut = new Set(app.resources.filter(isLeftOut).map(({ address }) => address));
  const kept = app.resources.filter((resource) => !isLeftOut(resource));
  checkDependents(kept, leftOut);
  const outputs = Object.entries(app.outputs).filter(([, value]) => !refersTo(value, leftOut));
  return { ...app, resources: kept, outputs: Object.fromEntries(outputs), leftOut: [...leftOut] };
}

function checkTypes({ resources }: SynthesisedApp, types: readonly string[]): void {
  const known = [...new Set(resources.map(({ type }) => type))].sort();
  for (const type of types) {
    if (known.includes(type)) continue;
    const near = nearestWord(type, known);
    const help = near === undefined ? `its types are ${known.join(', ')}` : `did you mean \`${near}\`?`;
    throw new UserError(`--without ${type}: the stack has no resource of this type`, { help });
  }
}

function checkDependents(kept: readonly SynthesisedResource[], leftOut: ReadonlySet<string>): void {
  const found = kept.flatMap((resource) =>
    dependenciesIn(resource, leftOut).map((address) => ({ resource, address, type: address.split('.')[0] ?? '' })),
  );
  const [first, ...others] = found;
  if (first === undefined) return;
  const types = [...new Set(found.map(({ resource }) => resource.type))].sort();
  const asWell = types.map((type) => `--without ${type}`).join(' ');
  throw new UserError(`--without ${first.type}: ${first.resource.address} depends on ${first.address}`, {
    details: others.map(({ resource, address }) => `  ${resource.address} depends on ${address}`),
    help: `keep ${first.type}, or leave out what depends on it as well: ${asWell}`,
  });
}

/** `depends_on` only sets an order, unless what it names has a local effect. */
function dependenciesIn(resource: SynthesisedResource, leftOut: ReadonlySet<string>): readonly string[] {
  if (Object.hasOwn(inertResourceTypes, resource.type)) return [];
  const named = resource.dependsOn.filter((address) => Object.hasOwn(resourceTypes, address.split('.')[0] ?? ''));
  return [...new Set([...addressesIn(resource.arguments), ...named])].filter((address) => leftOut.has(address));
}

function refersTo(value: Json, leftOut: ReadonlySet<string>): boolean {
  return addressesIn(value).some((address) => leftOut.has(address));
}

function addressesIn(value: Json): readonly string[] {
  return referencesIn(value, { owner: '', argument: '' }).flatMap((steps) => addressOf(steps) ?? []);
}
