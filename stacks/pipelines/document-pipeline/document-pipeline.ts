import type { ParsedDefinition } from '@document-pipelines/asl/load';
import { Construct } from 'constructs';
import type { Environment } from '../../../environments';
import type { DeadLetters } from '../../constructs/dead-letters';
import { DefinitionMachine } from '../../constructs/definition-machine';
import type { DocumentStore } from '../../constructs/document-store';
import type { Ledger } from '../../constructs/ledger';
import type { Notifications } from '../../constructs/notifications';
import { type FunctionsByName, makeFunctions } from '../../constructs/pipeline-functions';
import type { StackSettings } from '../../constructs/stack-settings';
import { formerModels } from '../../models/model-values';
import type { HumanReview } from '../human-review/human-review';
import { functionNeeds } from './function-needs';
import { IncomingRule } from './incoming-rule';
import { longestSeconds } from './longest-path';
import { documentPipelineSubstitutions } from './substitutions';
import { TextractNotices } from './textract-notices';
import { TextractRole } from './textract-role';

/** The options of the document pipeline. */
export interface DocumentPipelineOptions {
  readonly settings: StackSettings;
  readonly environment: Environment;
  readonly definition: ParsedDefinition;
  readonly store: DocumentStore;
  readonly ledger: Ledger;
  readonly notifications: Notifications;
  readonly deadLetters: DeadLetters;
  readonly humanReview: HumanReview;
}

/** definitions/document-pipeline.asl.yaml: an execution for every object version that arrives under `incoming/`. */
export class DocumentPipeline extends Construct {
  readonly functions: FunctionsByName<typeof functionNeeds>;
  readonly machine: DefinitionMachine;
  /**
   * The longest duration of an execution whose document is in a batch: it waits for neither a person nor a release
   * date.
   */
  readonly secondsInBatch: number;

  constructor(scope: Construct, id: string, options: DocumentPipelineOptions) {
    super(scope, id);
    const { settings, environment, definition, store, ledger, notifications, deadLetters } = options;
    const { target } = settings;
    const textract = new TextractRole(this, 'textract-role', { target, topic: notifications.textractNotices });
    this.functions = makeFunctions(this, functionNeeds, {
      settings,
      environment,
      store,
      ledger,
      notifications,
      deadLetters,
      textract,
    });
    const substitutions = documentPipelineSubstitutions(definition, {
      target,
      environment,
      store,
      ledger,
      notifications,
      deadLetters,
      calledFunctions: [...Object.values(this.functions), options.humanReview.requestReview],
    });
    const former = formerModels(target, environment);
    this.machine = new DefinitionMachine(this, id, { settings, definition, substitutions, former });
    this.secondsInBatch = longestSeconds(this.machine.definition, {
      mapItems: environment.bedrock.maxParts,
      only: { MayWait: 'MarkHandedOver' },
    });

    new IncomingRule(this, 'incoming-documents', {
      target,
      bucket: store.documents,
      prefix: 'incoming/',
      otherPrefixes: ['batch/'],
      machine: this.machine,
      deadLetters,
    });
    new TextractNotices(this, 'textract-notices', {
      topic: notifications.textractNotices,
      function: this.functions['complete-extraction'],
      deadLetters,
    });
  }
}
