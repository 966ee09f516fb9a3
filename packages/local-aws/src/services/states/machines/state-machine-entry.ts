import { createHash } from 'node:crypto';
import type { StateMachineType } from '@document-pipelines/asl/interpreter';
import type { Shape } from '../../service';

/** A revision of a state machine: executions use the revision that they started with. */
export interface Revision {
  readonly revisionId: string;
  /** JSON text. */
  readonly definition: string;
  readonly roleArn: string;
  /** When it became the machine's; absent in older state folders. */
  readonly updateDate?: number;
  /** As in the request. They are stored and returned, but have no effect: executions are not logged or traced. */
  readonly loggingConfiguration?: Shape;
  readonly tracingConfiguration?: Shape;
}

/** A published version. */
export interface Version {
  readonly revisionId: string;
  readonly creationDate: number;
  readonly description?: string;
}

/** One or two versions, with the share in percent of the executions that each gets. */
export interface Route {
  readonly version: string;
  readonly weight: number;
}

/** An alias. */
export interface Alias {
  readonly routes: readonly Route[];
  readonly description?: string;
  readonly creationDate: number;
  readonly updateDate: number;
}

/** The stored settings of one state machine. Revisions stay for as long as the machine does. */
export interface StateMachineEntry {
  readonly name: string;
  readonly stateMachineArn: string;
  readonly type: StateMachineType;
  readonly creationDate: number;
  readonly currentRevisionId: string;
  readonly revisions: Readonly<Record<string, Revision>>;
  /** By number. */
  readonly versions: Readonly<Record<string, Version>>;
  /** Numbers are not used twice, even when a version has been deleted. */
  readonly lastVersion: number;
  readonly aliases: Readonly<Record<string, Alias>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** The settings that an update changes. */
export type RevisedSettings = Omit<Revision, 'revisionId' | 'updateDate'>;

/** A revision: the same settings are the same revision. */
export function revisionOf(settings: RevisedSettings, updateDate: number): Revision {
  const { definition, roleArn, loggingConfiguration, tracingConfiguration } = settings;
  const given = [loggingConfiguration, tracingConfiguration].filter((each) => each !== undefined);
  const text = JSON.stringify([definition, roleArn, ...given]);
  const revisionId = createHash('sha256').update(text).digest('hex').slice(0, 32);
  return { ...settings, revisionId, updateDate };
}

/** The revision that executions start with where no version is named. Throws an Error for an entry without it. */
export function currentRevision({ name, revisions, currentRevisionId }: StateMachineEntry): Revision {
  const revision = revisions[currentRevisionId];
  if (revision === undefined) throw new Error(`the state machine ${name} has no revision ${currentRevisionId}`);
  return revision;
}

/** An entry as an older process wrote it: versions were revision ids, aliases version numbers. */
type WrittenEntry = Omit<StateMachineEntry, 'versions' | 'aliases' | 'lastVersion' | 'tags'> & {
  readonly versions: Readonly<Record<string, Version | string>>;
  readonly aliases: Readonly<Record<string, Alias | string>>;
  readonly lastVersion?: number;
  readonly tags?: Readonly<Record<string, string>>;
};

/** Returns the content of a file in the current shape. */
export function entryOf(written: WrittenEntry): StateMachineEntry {
  const { creationDate } = written;
  return {
    ...written,
    versions: mapValues(written.versions, (version) =>
      typeof version === 'string' ? { revisionId: version, creationDate } : version,
    ),
    aliases: mapValues(written.aliases, (alias) =>
      typeof alias === 'string'
        ? { routes: [{ version: alias, weight: 100 }], creationDate, updateDate: creationDate }
        : alias,
    ),
    lastVersion: written.lastVersion ?? Math.max(0, ...Object.keys(written.versions).map(Number)),
    tags: written.tags ?? {},
  };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
}
