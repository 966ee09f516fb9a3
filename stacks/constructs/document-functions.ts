import { Construct } from 'constructs';
import { type FunctionResources, functionNeeds } from './function-needs';
import { type FunctionSettings, PipelineFunction } from './pipeline-function';

/** The seven functions of the document pipeline, each allowed what its own work needs and nothing else. */
export class DocumentFunctions extends Construct {
  readonly validateDocument: PipelineFunction;
  readonly extractText: PipelineFunction;
  readonly completeExtraction: PipelineFunction;
  readonly processInvoice: PipelineFunction;
  readonly requestReview: PipelineFunction;
  readonly reviewDecision: PipelineFunction;
  readonly recordFailedExecution: PipelineFunction;

  constructor(scope: Construct, id: string, settings: FunctionSettings, resources: FunctionResources) {
    super(scope, id);
    const make = (name: keyof typeof functionNeeds) =>
      new PipelineFunction(this, name, settings, functionNeeds[name](resources));
    this.validateDocument = make('validate-document');
    this.extractText = make('extract-text');
    this.completeExtraction = make('complete-extraction');
    this.processInvoice = make('process-invoice');
    this.requestReview = make('request-review');
    this.reviewDecision = make('review-decision');
    this.recordFailedExecution = make('record-failed-execution');
  }
}
