import type { ParsedDefinition } from '../../asl/load';
import type { Environment } from '../../environments';
import type { DeadLetters } from '../constructs/dead-letters';
import type { DocumentStore } from '../constructs/document-store';
import type { Ledger } from '../constructs/ledger';
import type { Notifications } from '../constructs/notifications';
import type { FunctionSettings } from '../constructs/pipeline-function';
import type { Place } from '../place';

/** What every pipeline of an environment finds there: where it is, its definition, and what all of them share. */
export interface Surroundings {
  readonly place: Place;
  readonly environment: Environment;
  /** The definition of a state machine by the name of its file; throws an Error where there is none. */
  readonly definitionOf: (name: string) => ParsedDefinition;
  readonly functions: FunctionSettings;
  readonly store: DocumentStore;
  readonly ledger: Ledger;
  readonly notifications: Notifications;
  readonly deadLetters: DeadLetters;
}
