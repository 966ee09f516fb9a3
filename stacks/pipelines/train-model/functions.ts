import { Construct } from 'constructs';
import { PipelineFunction } from '../../constructs/pipeline-function';
import { allow } from '../../policy';
import { seeWhatIsMissing } from '../../statements';
import type { HumanReview } from '../human-review/human-review';
import type { Surroundings } from '../surroundings';
import { trainingPrefixes } from './training-role';

/** The functions of the training of a model, each allowed what its work needs and nothing else. */
export class TrainingFunctions extends Construct {
  readonly evaluateModel: PipelineFunction;
  readonly requestApproval: PipelineFunction;

  constructor(
    scope: Construct,
    id: string,
    { functions, store, humanReview }: Surroundings & { readonly humanReview: HumanReview },
  ) {
    super(scope, id);
    this.evaluateModel = new PipelineFunction(this, 'evaluate-model', functions, {
      memoryMegabytes: 256,
      timeoutSeconds: 60,
      environment: {},
      may: [
        allow('ReadTheMetrics', ['s3:GetObject'], `${store.results.arn}/${trainingPrefixes.written}*`),
        seeWhatIsMissing(store.results),
      ],
    });
    this.requestApproval = new PipelineFunction(this, 'request-approval', functions, {
      memoryMegabytes: 256,
      timeoutSeconds: 30,
      ...humanReview.whatAskersNeed,
    });
  }
}
