import { Construct } from 'constructs';
import { DefinitionMachine } from '../../constructs/definition-machine';
import { type FunctionsByName, makeFunctions } from '../../constructs/pipeline-functions';
import { formerModels } from '../../models/model-values';
import type { HumanReview } from '../human-review/human-review';
import type { Surroundings } from '../surroundings';
import { functionNeeds } from './function-needs';
import { IncomingRule } from './incoming-rule';
import { longestSeconds } from './longest-path';
import { documentPipelineSubstitutions } from './substitutions';
import { TextractNotices } from './textract-notices';
import { TextractRole } from './textract-role';

/** definitions/document-pipeline.asl.yaml: an execution for every object version that arrives under `incoming/`. */
export class DocumentPipeline extends Construct {
  readonly functions: FunctionsByName<typeof functionNeeds>;
  readonly machine: DefinitionMachine;
  /** The longest that an execution takes whose document is in a batch: it waits for no person and no release date. */
  readonly secondsInBatch: number;

  constructor(scope: Construct, id: string, surroundings: Surroundings & { readonly humanReview: HumanReview }) {
    super(scope, id);
    const { place, store, notifications, deadLetters } = surroundings;
    const definition = surroundings.definitionOf(id);
    const textract = new TextractRole(this, 'textract-role', { place, topic: notifications.textractNotices });
    this.functions = makeFunctions(this, functionNeeds, { ...surroundings, textract });
    const substitutions = documentPipelineSubstitutions(definition, {
      ...surroundings,
      calledFunctions: [...Object.values(this.functions), surroundings.humanReview.requestReview],
    });
    const former = formerModels(place, surroundings.environment);
    this.machine = new DefinitionMachine(this, id, { ...surroundings.functions, definition, substitutions, former });
    this.secondsInBatch = longestSeconds(this.machine.definition, {
      mapItems: surroundings.environment.bedrock.maxParts,
      only: { MayWait: 'MarkHandedOver' },
    });

    new IncomingRule(this, 'incoming-documents', {
      place,
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
