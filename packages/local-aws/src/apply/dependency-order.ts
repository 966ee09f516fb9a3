import { UserError } from '@document-pipelines/asl/diagnostics';
import { formatReference, type Reference, referencesIn } from './references';
import type { SynthesisedApp, SynthesisedResource } from './synthesised-app';

/** Returns the resources, each after those it refers to or depends on. Throws an error that names the cycle or the unknown address. */
export function inDependencyOrder(app: SynthesisedApp): readonly SynthesisedResource[] {
  const byAddress = new Map(app.resources.map((resource) => [resource.address, resource]));
  const ordered = new Set<SynthesisedResource>();
  const visit = (resource: SynthesisedResource, trail: readonly string[]): void => {
    if (ordered.has(resource)) return;
    const start = trail.indexOf(resource.address);
    if (start >= 0)
      throw new UserError(
        `the stack's resources refer to each other in a cycle: ${[...trail.slice(start), resource.address].join(' → ')}`,
      );
    for (const address of dependenciesOf(resource)) {
      if (app.leftOut?.includes(address) === true) continue;
      const dependency = byAddress.get(address);
      if (dependency === undefined)
        throw new UserError(`${resource.address} depends on ${address}, which is not a resource of this stack`);
      visit(dependency, [...trail, resource.address]);
    }
    ordered.add(resource);
  };
  for (const resource of app.resources) visit(resource, []);
  return [...ordered];
}

/** Address of the resource that a reference names; undefined for a data source. */
export function addressOf(steps: Reference): string | undefined {
  return steps[0] === 'data' ? undefined : formatReference(steps.slice(0, 2));
}

function dependenciesOf(resource: SynthesisedResource): readonly string[] {
  const references = referencesIn(resource.arguments, { owner: resource.address, argument: '' });
  const addresses = references.map(addressOf).filter((address): address is string => address !== undefined);
  return [...new Set([...resource.dependsOn.filter((address) => !address.startsWith('data.')), ...addresses])];
}
