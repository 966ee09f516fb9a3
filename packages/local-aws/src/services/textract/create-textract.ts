import { join } from 'node:path';
import type { LocalAccount } from '../../local-account';
import type { Policies } from '../../policies';
import { createDocumentReader, type DocumentReader } from '../../reading';
import type { EmbeddedService, OnTrouble, Operation, Permission, Services, Shape } from '../service';
import { fetchDocument } from './document-bytes';
import { blockOfToken, jobPage } from './jobs/job-output';
import { blocksPerFile, type JobStore, openJobStore } from './jobs/job-store';
import { checkNotificationChannel } from './jobs/notices';
import { createJobs, type Jobs, type OnObjectPage } from './jobs/run-jobs';
import { type LiveTextract, liveTextDetection } from './live-textract';
import {
  detectDocumentTextRequest,
  getDocumentTextDetectionRequest,
  startDocumentTextDetectionRequest,
} from './requests';
import { offlineTextDetection, type Sleep, type TextDetection } from './text-detection';
import { refusalOf, textractErrors } from './textract-errors';

/** Largest document of the synchronous operation, in bytes. */
export const synchronousMaxBytes = 10 * 1024 * 1024;

/** Options of the local Textract. */
export interface TextractOptions {
  readonly services: Services;
  readonly localAccount: LocalAccount;
  readonly policies: Policies;
  readonly clock: { now(): number; readonly sleep: Sleep };
  /** If present, documents are sent to AWS instead of being read locally. */
  readonly live?: LiveTextract;
  /** Reads documents; closed together with Textract. Default: one of its own. */
  readonly reader?: DocumentReader;
  /** Called for notices that could not be sent. */
  readonly onTrouble?: OnTrouble;
  /** Called for each page that an asynchronous job has read here. */
  readonly onPage?: OnObjectPage;
}

/**
 * The local Textract: DetectDocumentText, StartDocumentTextDetection, GetDocumentTextDetection. Every other operation is rejected by
 * name.
 */
export interface Textract extends EmbeddedService {
  /** Continues the jobs that an earlier process left unfinished. Call it when the stack has been applied. */
  resumeJobs(): Promise<void>;
  /** Resolves when no job is running. */
  whenIdle(): Promise<void>;
  /** Stops ending jobs: unfinished ones stay IN_PROGRESS for the next process. */
  leave(): void;
  /** Stops at once; unfinished jobs stay IN_PROGRESS for the next process. */
  close(): Promise<void>;
}

/**
 * Creates the local Textract (https://docs.aws.amazon.com/textract/latest/dg/API_Operations.html). Jobs are stored under
 * `<stateFolder>/textract`.
 */
export function createTextract(options: TextractOptions): Textract {
  const { live, clock, reader = createDocumentReader() } = options;
  const detection =
    live === undefined
      ? offlineTextDetection(reader, (seconds, signal) => clock.sleep(seconds, signal))
      : liveTextDetection(live, reader);
  const store = openJobStore(join(options.localAccount.stateFolder, 'textract'));
  const jobs = createJobs({
    services: options.services,
    localAccount: options.localAccount,
    store,
    detection,
    now: () => clock.now(),
    onTrouble: options.onTrouble ?? (() => undefined),
    ...(options.onPage === undefined ? {} : { onPage: options.onPage }),
  });
  return {
    name: 'textract',
    operations: {
      DetectDocumentText: detectDocumentText(options, detection),
      StartDocumentTextDetection: startDocumentTextDetection(options, jobs),
      GetDocumentTextDetection: getDocumentTextDetection(store),
    },
    resumeJobs: jobs.resume,
    whenIdle: jobs.whenIdle,
    leave: jobs.close,
    close: () => closeAll(jobs, reader),
  };
}

async function closeAll(jobs: Jobs, reader: DocumentReader): Promise<void> {
  jobs.close();
  await reader.close();
  await jobs.whenIdle();
}

function detectDocumentText({ services }: TextractOptions, detection: TextDetection): Operation {
  return {
    permissions: () => [onAny('textract:DetectDocumentText')],
    run: async (input, caller, gone) => {
      const request = detectDocumentTextRequest(input);
      const bytes =
        'bytes' in request
          ? request.bytes
          : await fetchDocument(services, { s3Object: request.s3Object, maxBytes: synchronousMaxBytes }, caller);
      if (bytes.length > synchronousMaxBytes) throw textractErrors.tooLarge(bytes.length, synchronousMaxBytes);
      const detected = await detection
        .detectOnePage(bytes, gone)
        .catch((error: unknown) => Promise.reject(refusalOf(error)));
      return {
        DocumentMetadata: { Pages: detected.pages },
        Blocks: detected.blocks,
        DetectDocumentTextModelVersion: detected.modelVersion,
      };
    },
  };
}

function startDocumentTextDetection({ policies, localAccount }: TextractOptions, jobs: Jobs): Operation {
  return {
    permissions: (input) => [onAny('textract:StartDocumentTextDetection'), ...passRole(input)],
    run: async (input, caller) => {
      const request = startDocumentTextDetectionRequest(input);
      checkNotificationChannel(request, policies, localAccount);
      return { JobId: await jobs.start(request, caller) };
    },
  };
}

function getDocumentTextDetection(store: JobStore): Operation {
  return {
    permissions: () => [onAny('textract:GetDocumentTextDetection')],
    run: async (input) => {
      const { JobId, MaxResults = blocksPerFile, NextToken } = getDocumentTextDetectionRequest(input);
      const job = await store.get(JobId);
      if (job === undefined) throw textractErrors.invalidJob(JobId);
      const from = NextToken === undefined ? 0 : blockOfToken(NextToken);
      if (from === undefined) throw textractErrors.invalidParameter('NextToken is not one that this operation gave');
      return jobPage(store, job, { from, to: from + Math.min(MaxResults, blocksPerFile) });
    },
  };
}

/** Textract's actions support only the resource `*`. */
function onAny(action: string): Permission {
  return { action, resource: '*' };
}

function passRole(input: Shape): Permission[] {
  const roleArn = (input['NotificationChannel'] as Shape | undefined)?.['RoleArn'];
  if (typeof roleArn !== 'string') return [];
  return [
    { action: 'iam:PassRole', resource: roleArn, conditionKeys: { 'iam:PassedToService': 'textract.amazonaws.com' } },
  ];
}
