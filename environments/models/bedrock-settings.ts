import { z } from 'zod';
import { region } from '../region';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_GuardrailConfiguration.html */
const guardrailId = /^([a-z0-9]+|arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail\/[a-z0-9]+)$/;

/**
 * The model that an execution calls, and that its role may therefore call. check-models.ts checks that the values fit
 * together.
 */
const model = {
  /** A foundation model, such as `anthropic.claude-…`, or the ARN of a model of your own. */
  modelId: z.string().min(1),
  /** Called instead of the model: the role then needs the profile, and the model in each region that it routes to. */
  inferenceProfile: z
    .strictObject({
      /** A profile of AWS, `us.anthropic.…` or `global.anthropic.…`, or the ARN of an application inference profile. */
      id: z.string().min(1),
      /** Where a geographic profile routes to: `aws bedrock get-inference-profile` lists them. Absent for a global one. */
      regions: z.array(region()).min(1).optional(),
      /**
       * The profile of AWS that an application inference profile was created from; absent: it was created from the
       * model, in one region.
       */
      copyFrom: z.string().min(1).optional(),
    })
    .optional(),
  /** A guardrail for every call; absent: none. Each call is then paid for there too. */
  guardrail: z
    .strictObject({
      id: z.string().regex(guardrailId, 'must be the id of a guardrail, or its ARN'),
      version: z.string().regex(/^([1-9]\d{0,7}|DRAFT)$/, 'must be a version in quotes, or `DRAFT`'),
    })
    .optional(),
};

/** The section `bedrock` of an environment file. */
export const bedrockSettings = z.strictObject({
  ...model,
  /**
   * Models that running executions may still call, since they continue with the definition that they began with: the
   * roles keep the permissions on them. `npm run plan` warns if one is missing; docs/deploying.md describes when one
   * can be removed.
   */
  former: z.array(z.strictObject(model)).optional(),
  /** How freely the model chooses its words, 0 to 1; absent: not sent, since some models reject it (docs/models.md). */
  temperature: z.number().min(0).max(1).optional(),
  /**
   * `tool`: the model must call the offered tool; absent: not sent, since some models reject that. Then it may answer
   * in prose, and the tool is requested once more.
   */
  toolChoice: z.literal('tool', 'must be `tool` or absent').optional(),
  /** Tokens of an answer at most; Bedrock reserves them against the quota when a request starts. */
  maxTokens: z.int().min(1).max(64_000),
  /** The account's quota for the model: batch pipelines derive their concurrency from it. */
  requestsPerMinute: z.int().min(1),
  /**
   * Unicode characters of a document in one call (about four per token); default 60,000. Longer texts are cut into
   * parts: each part is one more call, and another one merges them. A part is also bounded by 100 KiB as JSON,
   * regardless of this value.
   */
  maxInputCharacters: z.int().min(1000).max(400_000).default(60_000),
  /** Parts of a document at most, default 20; one with more is read to the end of its first part only and goes to a person. */
  maxParts: z.int().min(1).max(40).default(20),
  /**
   * Concurrent model calls for the parts of one document, default 5: more is faster, and uses the quota of other
   * documents.
   */
  partConcurrency: z.int().min(1).max(40).default(5),
});

/** A model, and what is in front of it. */
export type ModelSettings = Pick<z.infer<typeof bedrockSettings>, 'modelId' | 'inferenceProfile' | 'guardrail'>;
