import type { ContentCache } from '@document-pipelines/asl/content-cache';
import type { AccountRegion } from '../../../local-account';
import type { Policies } from '../../../policies';
import { ServiceError, type Shape } from '../../service';
import type { StateMachineEntry } from './state-machine-entry';
import { doesNotExist, type ResolvedStateMachine, type StateMachineRegistry } from './state-machine-registry';

/** Dependencies of the operations on state machines, versions and aliases. */
export interface MachinesContext {
  readonly localAccount: AccountRegion;
  readonly registry: StateMachineRegistry;
  readonly now: () => number;
  /** Caches the diagnostics of definitions. */
  readonly checks: ContentCache;
  readonly policies: Pick<Policies, 'allowsAssume' | 'allowsRole'>;
  /** Called when a machine is deleted: its executions end, and their records go. */
  readonly deleted: (name: string) => Promise<void>;
}

/** Returns the machine that a request names without version or alias. Throws StateMachineDoesNotExist, InvalidArn. */
export function findUnqualified({ registry }: MachinesContext, arn: unknown): StateMachineEntry {
  const resolved: ResolvedStateMachine = registry.resolve(arn);
  if (resolved.stateMachineVersionArn !== undefined) throw doesNotExist(arn);
  return resolved.entry;
}

/** Publishes the current revision; creates a new version only if the newest one is another revision, as AWS does. */
export function publish(
  entry: StateMachineEntry,
  description: unknown,
  { registry, now }: MachinesContext,
): { readonly stateMachineVersionArn: string; readonly creationDate: number } {
  const { lastVersion, versions, stateMachineArn, currentRevisionId } = entry;
  const newest = versions[String(lastVersion)];
  if (newest?.revisionId === currentRevisionId)
    return { stateMachineVersionArn: `${stateMachineArn}:${lastVersion}`, creationDate: newest.creationDate };
  const number = lastVersion + 1;
  const version = {
    revisionId: currentRevisionId,
    creationDate: now(),
    ...(description === undefined ? {} : { description: String(description) }),
  };
  registry.put({ ...entry, lastVersion: number, versions: { ...versions, [number]: version } });
  return { stateMachineVersionArn: `${stateMachineArn}:${number}`, creationDate: version.creationDate };
}

/** Returns the version that `publish: true` requests. Throws ValidationException for a description without it. */
export function publishIfRequested(input: Shape, entry: StateMachineEntry, context: MachinesContext): Shape {
  if (input['publish'] !== true) return {};
  const { stateMachineVersionArn } = publish(entry, input['versionDescription'], context);
  return { stateMachineVersionArn };
}

/** Throws ValidationException for a version's description without a version. */
export function checkVersionDescription({ publish: isPublished, versionDescription }: Shape): void {
  if (isPublished === true || versionDescription === undefined) return;
  throw new ServiceError('ValidationException', 'Version description can only be set when publish is true');
}
