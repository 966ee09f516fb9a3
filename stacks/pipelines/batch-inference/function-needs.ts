import type { Environment } from '../../../environments';
import type { DocumentStore } from '../../constructs/document-store';
import type { FunctionNeeds } from '../../constructs/pipeline-function';
import { allow } from '../../policy';
import { seeWhatIsMissing } from '../../statements';

/** The resources of the functions of batch inference. */
export interface FunctionResources {
  readonly environment: Environment;
  readonly store: DocumentStore;
}

/** A minute less than the Tasks wait. */
const functionSeconds = 840;

/** By function: memory, time, environment and permissions. */
export const functionNeeds = {
  /** Holds one input file in memory at a time. */
  'prepare-inference': ({ store, environment: { redaction = [], batchInference } }) => ({
    memoryMegabytes: 1024,
    timeoutSeconds: functionSeconds,
    environment: {
      RESULTS_BUCKET_NAME: store.results.bucket,
      MIN_RECORDS: String(batchInference.minRecords),
      MAX_RECORDS: String(batchInference.maxRecords),
      MAX_RECORDS_PER_FILE: '10000',
      MAX_BYTES_PER_FILE: '64000000',
      MAX_TEXT_BYTES: String(batchInference.maxTextBytes),
      REDACTED_KINDS: redaction.join(','),
    },
    may: [
      allow('ReadManifestsAndTexts', ['s3:GetObject'], `${store.results.arn}/*`),
      allow('WriteTheInput', ['s3:PutObject'], `${store.results.arn}/inference/*`),
      seeWhatIsMissing(store.results),
    ],
  }),

  /** Streams the output; the key of an answer begins with its document's id, so it has no fixed prefix. */
  'join-inference': ({ store }) => ({
    memoryMegabytes: 1024,
    timeoutSeconds: functionSeconds,
    environment: { RESULTS_BUCKET_NAME: store.results.bucket },
    may: [
      allow(
        'ReadTheOutput',
        ['s3:GetObject'],
        [`${store.results.arn}/inference/*`, `${store.results.arn}/*/inference.json`],
      ),
      allow(
        'KeepTheAnswers',
        ['s3:PutObject'],
        ['*/inference.json', 'inference/*/outcome.json', 'inference/*/unanswered.jsonl'].map(
          (key) => `${store.results.arn}/${key}`,
        ),
      ),
      seeWhatIsMissing(store.results),
    ],
  }),
} satisfies Readonly<Record<string, (resources: FunctionResources) => FunctionNeeds>>;
