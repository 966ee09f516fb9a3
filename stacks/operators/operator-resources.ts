import type { DeadLetters } from '../constructs/dead-letters';
import type { DefinitionMachine } from '../constructs/definition-machine';
import type { DocumentStore } from '../constructs/document-store';
import type { Ledger } from '../constructs/ledger';
import type { Notifications } from '../constructs/notifications';
import type { DeploymentTarget } from '../deployment-target';
import type { HumanReview } from '../pipelines/human-review/human-review';

/** What operators work with. */
export interface OperatorResources {
  readonly target: DeploymentTarget;
  readonly store: DocumentStore;
  readonly ledger: Ledger;
  readonly notifications: Notifications;
  readonly deadLetters: DeadLetters;
  readonly humanReview: HumanReview;
  readonly machines: readonly DefinitionMachine[];
}
