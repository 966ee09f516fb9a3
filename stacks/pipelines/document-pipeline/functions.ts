import { Construct } from 'constructs';
import { PipelineFunction } from '../../constructs/pipeline-function';
import { type FunctionResources, functionNeeds } from './function-needs';

/** The functions of the document pipeline's own, each allowed what its work needs and nothing else. */
export class DocumentFunctions extends Construct {
  readonly validateDocument: PipelineFunction;
  readonly extractText: PipelineFunction;
  readonly completeExtraction: PipelineFunction;
  readonly processInvoice: PipelineFunction;

  constructor(scope: Construct, id: string, resources: FunctionResources) {
    super(scope, id);
    const make = (name: keyof typeof functionNeeds) =>
      new PipelineFunction(this, name, resources.functions, functionNeeds[name](resources));
    this.validateDocument = make('validate-document');
    this.extractText = make('extract-text');
    this.completeExtraction = make('complete-extraction');
    this.processInvoice = make('process-invoice');
  }
}
