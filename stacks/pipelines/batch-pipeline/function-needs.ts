import { pricePerTransition } from '@document-pipelines/asl/cost';
import type { Environment } from '../../../environments';
import type { DocumentStore } from '../../constructs/document-store';
import type { Ledger } from '../../constructs/ledger';
import type { FunctionNeeds } from '../../constructs/pipeline-function';
import { allow } from '../../policy';
import { readVersions, seeWhatIsMissing } from '../../statements';

/** The resources of the functions of batches. */
export interface FunctionResources {
  readonly environment: Environment;
  readonly store: DocumentStore;
  readonly ledger: Ledger;
}

/** By function: memory, time, environment and permissions. */
export const functionNeeds = {
  /** Holds a batch's rows in memory: a hundred thousand of them are about 100 MB. Looks up fifty objects at a time, 15 minutes long. */
  'prepare-batch': ({ environment, store }) => ({
    memoryMegabytes: 1024,
    timeoutSeconds: 890,
    environment: {
      DOCUMENTS_BUCKET_NAME: store.documents.bucket,
      RESULTS_BUCKET_NAME: store.results.bucket,
      MAX_ITEMS: String(environment.batch.maxItems),
      HEAD_CONCURRENCY: '50',
    },
    may: [
      readVersions(store.documents),
      seeWhatIsMissing(store.documents, store.results),
      allow('ListThePrefix', ['s3:ListBucketVersions'], store.documents.arn),
      allow('ReadTheManifest', ['s3:GetObject', 's3:GetObjectVersion'], `${store.results.arn}/*`),
      allow('WriteTheBatch', ['s3:PutObject'], `${store.results.arn}/batches/*`),
    ],
  }),

  'summarize-batch': ({ environment, store, ledger }) => ({
    memoryMegabytes: 1024,
    timeoutSeconds: 890,
    environment: {
      LEDGER_TABLE_NAME: ledger.documents.name,
      READ_CONCURRENCY: '20',
      PRICE_PER_TRANSITION: String(pricePerTransition(environment.region)),
    },
    may: [
      allow('ReadResultsAndSummarize', ['s3:GetObject', 's3:PutObject'], `${store.results.arn}/batches/*`),
      seeWhatIsMissing(store.results),
      allow('ReadWhyADocumentFailed', ['dynamodb:GetItem'], ledger.documents.arn),
    ],
  }),
} satisfies Readonly<Record<string, (resources: FunctionResources) => FunctionNeeds>>;
