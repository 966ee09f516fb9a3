import type { DocumentStore } from '../../constructs/document-store';
import type { FunctionNeeds } from '../../constructs/pipeline-function';
import { allow } from '../../policy';
import { seeWhatIsMissing } from '../../statements';
import type { HumanReview } from '../human-review/human-review';
import { trainingPrefixes } from './training-role';

/** The resources of the functions of the training of a model. */
export interface FunctionResources {
  readonly store: DocumentStore;
  readonly humanReview: HumanReview;
}

/** By function: memory, time, environment and permissions. */
export const functionNeeds = {
  'evaluate-model': ({ store }) => ({
    memoryMegabytes: 256,
    timeoutSeconds: 60,
    environment: {},
    may: [
      allow('ReadTheMetrics', ['s3:GetObject'], `${store.results.arn}/${trainingPrefixes.written}*`),
      seeWhatIsMissing(store.results),
    ],
  }),

  'request-approval': ({ humanReview }) => ({
    memoryMegabytes: 256,
    timeoutSeconds: 30,
    ...humanReview.whatAskersNeed,
  }),
} satisfies Readonly<Record<string, (resources: FunctionResources) => FunctionNeeds>>;
