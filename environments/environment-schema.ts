import { z } from 'zod';
import { bedrockSettings } from './models/bedrock-settings';
import { region } from './region';

/** The content of an environment file. Unknown keys are errors: a misspelt limit must not become a default silently. */
export const environmentSchema = z.strictObject({
  /** AWS region of all resources of this environment. */
  region: region(),
  /** Accounts this environment may be applied to; absent: any. Quoted, because a YAML number loses leading zeros. */
  allowedAccountIds: z
    .array(z.string().regex(/^\d{12}$/, 'must be 12 digits in quotes'))
    .min(1)
    .optional(),
  /** Tags on every resource, in addition to `environment` and `managed-by`, which the stack sets itself. */
  tags: z.record(z.string(), z.string().max(256)),
  /** S3 bucket for Terraform's state, with native locking (Terraform 1.10 or later); absent: a local file. */
  stateBucket: z.strictObject({ name: z.string().min(3).max(63), region: region() }).optional(),
  /** Whether data outlives mistakes: `prevent_destroy`, table deletion protection, buckets that are not emptied. */
  protectData: z.boolean(),
  /** Days that CloudWatch keeps logs (metadata of executions and calls, never text of documents). */
  logRetentionDays: retentionDays(),
  documents: z.strictObject({
    /** Largest document in bytes; Textract accepts 500 MB (asynchronously, PDF and TIFF). */
    maxBytes: z.int().min(1).max(500_000_000),
    /** Most pages of a PDF or TIFF; Textract accepts 3,000. */
    maxPages: z.int().min(1).max(3000),
    /** One-page documents up to this size are read synchronously; Textract accepts 10 MB. */
    syncMaxBytes: z.int().min(1).max(10_000_000),
  }),
  /** Textract's quotas in calls per second; absent ones are the region's defaults. */
  textract: z
    .strictObject({
      detectDocumentTextPerSecond: z.number().positive().optional(),
      startDocumentTextDetectionPerSecond: z.number().positive().optional(),
    })
    .optional(),
  /** The model that reads documents: its id, and the parameters it accepts. */
  bedrock: bedrockSettings,
  /**
   * Types of personal data that are replaced by placeholders before a model sees a text; absent: none. The placeholders
   * stay in the stored results; only text.txt keeps the original. functions/shared/redaction describes the patterns.
   */
  redaction: z
    .array(z.enum(['email', 'iban', 'national-id', 'card', 'phone']))
    .min(1)
    .optional(),
  extraction: z.strictObject({
    /** Seconds one attempt of ExtractText may take, Textract's own queue included. */
    timeoutSeconds: z.int().min(60).max(86_400),
    /** Copies of extract-text at once; absent: as many as the region's quota keeps busy; -1: no limit of its own. */
    reservedConcurrency: z.int().min(-1).max(1000).optional(),
  }),
  review: z.strictObject({
    /** Documents about which the model is less sure than this (0 to 1) go to a person. */
    confidenceThreshold: z.number().min(0).max(1),
    /** Seconds a person has; then one escalation with as many. Both together stay below an execution's year. */
    timeoutSeconds: z.int().min(60).max(15_552_000),
    /** When a person is reminded, as parts of that time (0.5: halfway), rising; default 0.5 and 0.9; `[]`: never. */
    reminders: z.array(z.number().gt(0).max(0.99)).max(5).refine(isRising, 'must rise from one to the next').optional(),
    /**
     * The beginning of links: a page of yours that calls the API of reviews, without a slash at the end; absent: the
     * API itself, which returns JSON and only to signed requests.
     */
    url: z
      .string()
      .regex(/^https:\/\/[^\s?#]+[^\s?#/]$/, 'must be an https address without a slash at the end')
      .optional(),
    /**
     * Who may decide, by tokens of an OpenID Connect issuer; absent: callers with the IAM permission
     * execute-api:Invoke.
     */
    jwt: z
      .strictObject({
        /** As used in the tokens' `iss`. */
        issuer: z.string().regex(/^https:\/\/\S+$/, 'must be the https address of an issuer'),
        /** `aud` or `client_id` of accepted tokens. */
        audience: z.array(z.string().min(1)).min(1),
        /**
         * The claim that names who decides, also in the audit table; default `sub`, which an issuer never assigns to
         * another person.
         */
        reviewerClaim: z.string().min(1).optional(),
      })
      .optional(),
  }),
  classify: z.strictObject({
    /**
     * Most characters of a text (code points); a longer one is rejected with 400. 40,000 stay below Step Functions' 256
     * KiB.
     */
    maxCharacters: z.int().min(1).max(40_000),
    /**
     * Names of the callers: each has an API key of its own, which API Gateway uses to count. A removed one can no
     * longer call.
     */
    clients: z.array(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be small letters, digits and hyphens')).min(1),
    /** Requests per second that each client may make continuously; beyond that 429. */
    requestsPerSecond: z.number().positive().max(10_000),
    /** Requests that each client may make at once before the rate counts. */
    burst: z.int().min(1).max(5000),
    /** Requests that each client may make on one day (UTC); then 429 until midnight. */
    requestsPerDay: z.int().min(1),
    /**
     * Requests per second of all clients together: above the model's quota (`bedrock.requestsPerMinute`) they receive
     * 503 instead of 429.
     */
    allRequestsPerSecond: z.number().positive().max(10_000),
    /** Requests of all clients together at once. */
    allBurst: z.int().min(1).max(5000),
    /**
     * Whether this environment sets the role that API Gateway uses to write logs, one for the whole account and region.
     * True in exactly one environment of an account and region: two that may share an account (`allowedAccountIds`) are
     * an error of synthesis. False if another environment or another team sets it. Without any role the API's stage
     * cannot be created.
     */
    setsAccountLogRole: z.boolean(),
  }),
  /** Customizes models by Bedrock (docs/pipelines/train-model.md); absent: this environment has no machine, table or topic for it. */
  training: z
    .strictObject({
      /** A foundation model of this region that Bedrock can customize and measures on validation data. */
      baseModelId: z.string().regex(/^[a-z0-9-]+\.[a-z0-9.:-]+$/, 'must be the id of a foundation model'),
      /** Default epochs of a training; each is paid for. */
      epochCount: z.int().min(1).max(5),
      /** Hours after which a job is stopped, Bedrock's own queue included. What it did until then is paid for and lost. */
      maxHours: z.number().positive().max(720),
      /** Models whose validation loss (nats per token) is higher are declined without asking a person. */
      maxValidationLoss: z.number().positive(),
      /** Fraction (0 to below 1) by which the loss must be below that of the published version; 0: not higher. */
      minimumImprovement: z.number().min(0).lt(1),
    })
    .optional(),
  /** Answers questions about the documents by a Bedrock agent (docs/pipelines/agent-pipeline.md); absent: this environment has no machine for it. */
  agent: z
    .strictObject({
      /**
       * An agent of this account and region, and the alias that is called. `stand-in`: no agent on AWS, where every
       * execution ends in a dead letter that names this; the local environment has a local implementation.
       */
      alias: z.union([
        z.literal('stand-in'),
        z.strictObject({
          agentId: z.string().regex(/^[0-9a-zA-Z]{10}$/, 'must have 10 letters and digits'),
          agentAliasId: z.string().regex(/^[0-9a-zA-Z]{10}$/, 'must have 10 letters and digits'),
        }),
      ]),
      /** Seconds the agent may take; the function that waits is paid for as long. */
      timeoutSeconds: z.int().min(30).max(840),
      /** Most starts: after throttles, or without a result. */
      maxStarts: z.int().min(1).max(10),
      /** Seconds until the first read of the answer; each further pause is twice as long. */
      firstPollSeconds: z.int().min(1).max(3600),
      /** Seconds of the longest pause: how late an answer is read at most. */
      maxPollSeconds: z.int().min(1).max(3600),
    })
    .optional(),
  /** Many documents by one Bedrock job (docs/pipelines/batch-inference.md). */
  batchInference: z.strictObject({
    /** Hours after which Bedrock ends a job; documents without an answer by then are listed. */
    jobTimeoutHours: z.int().min(24).max(168),
    /**
     * Bedrock's quota for the model, "minimum number of records per batch inference job": fewer are rejected before
     * anything is paid for.
     */
    minRecords: z.int().min(1),
    /** Documents of one inference at most; one function call of 14 minutes reads them all, about 100 per second. */
    maxRecords: z.int().min(1).max(50_000),
    /** Longest text in bytes of UTF-8 that goes into a record; a longer one is listed, never cut. */
    maxTextBytes: z.int().min(1).max(1_000_000),
    /** Seconds until the first poll of the job; each further pause is twice as long. */
    firstPollSeconds: z.int().min(1).max(3600),
    /** Seconds of the longest pause: how late the end is detected at most. */
    maxPollSeconds: z.int().min(1).max(3600),
  }),
  batch: z.strictObject({
    /** Percentage of a batch's items that may fail before no more are begun (0 to 100); the batch then ends FAILED, with a summary. */
    toleratedFailurePercentage: z.number().min(0).max(100),
    /** Most rows of one manifest or prefix; more are rejected before anything is paid for. */
    maxItems: z.int().min(1).max(100_000),
    /** Children at once; absent: as many as keep the Textract and Bedrock quotas busy (stacks/pipelines/batch-pipeline). */
    maxConcurrency: z.int().min(1).max(10_000).optional(),
  }),
  throttle: z.strictObject({
    /** Backlog in seconds that retries outlast (stacks/throttles/throttle-attempts.ts). Beyond half a day use a batch. */
    backlogSeconds: z.int().min(1).max(43_200),
  }),
  /** Who is notified of alarms (docs/alarms.md). Without an address or a topic, synthesis warns. */
  alarms: z
    .strictObject({
      /** SNS sends every alarm to this address as soon as its owner has confirmed the subscription. */
      email: z
        .string()
        .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'must be an email address')
        .optional(),
      /**
       * An existing standard topic of this region to which alarms publish too. Its policy, and that of its key, must allow
       * cloudwatch.amazonaws.com.
       */
      topicArn: z
        .string()
        .regex(
          /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/,
          'must be the ARN of a standard topic of SNS',
        )
        .optional(),
    })
    .optional(),
});

/** An environment as its file has it. */
export type EnvironmentFile = z.infer<typeof environmentSchema>;

function isRising(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0));
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
function retentionDays() {
  const periods = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
  ];
  const explanation = `must be one of CloudWatch's periods: ${periods.join(', ')}`;
  return z.int().refine((days) => periods.includes(days), explanation);
}
