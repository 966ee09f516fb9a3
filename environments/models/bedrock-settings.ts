import { z } from 'zod';
import { region } from '../region';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_GuardrailConfiguration.html */
const guardrailId = /^([a-z0-9]+|arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail\/[a-z0-9]+)$/;

/** What an execution asks, and what its role may therefore ask. check-models.ts says what fits together. */
const model = {
  /** A foundation model, such as `anthropic.claude-…`, or the ARN of a model of your own. */
  modelId: z.string().min(1),
  /** What is called in the model's place: the role then needs the profile, and the model in each region that it routes to. */
  inferenceProfile: z
    .strictObject({
      /** A profile of AWS, `us.anthropic.…` or `global.anthropic.…`, or the ARN of an application inference profile. */
      id: z.string().min(1),
      /** Where a geographic profile routes to: `aws bedrock get-inference-profile` lists them. Absent for a global one. */
      regions: z.array(region()).min(1).optional(),
      /** The profile of AWS that an application inference profile was made from; absent: it was made from the model, in one region. */
      copyFrom: z.string().min(1).optional(),
    })
    .optional(),
  /** A guardrail that looks at every call; absent: none. Each call is then paid for there too. */
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
   * Models that executions under way may still call, since they go on with the definition that they began with: the roles keep the rights
   * on them. `npm run plan` warns if one is missing; docs/deploying.md says when one can be removed.
   */
  former: z.array(z.strictObject(model)).optional(),
  /** How freely the model chooses its words, 0 to 1; absent: not sent, since some models reject it (docs/models.md). */
  temperature: z.number().min(0).max(1).optional(),
  /**
   * `tool`: the model must call the tool that it is offered; absent: not sent, since some models reject that. Then it may answer in
   * prose, and is asked for the tool once more.
   */
  toolChoice: z.literal('tool', 'must be `tool` or absent').optional(),
  /** Tokens of an answer at most; Bedrock reserves them against the quota when a request starts. */
  maxTokens: z.int().min(1).max(64_000),
  /** The account's quota for the model: batch pipelines derive their concurrency from it. */
  requestsPerMinute: z.int().min(1),
  /**
   * Unicode characters of a document that one call is given (about four make a token); default 60,000. Longer texts are cut into parts:
   * each part is a call more, and another one merges them. A part also keeps to 100 KiB as JSON, whatever stands here.
   */
  maxInputCharacters: z.int().min(1000).max(400_000).default(60_000),
  /** Parts of a document at most, default 20; one with more is read to the end of its first part only and goes to a person. */
  maxParts: z.int().min(1).max(40).default(20),
  /** Parts of one document that are with the model at once, default 5: more is quicker, and takes the quota from other documents. */
  partConcurrency: z.int().min(1).max(40).default(5),
});

/** A model, and what is in front of it. */
export type ModelSettings = Pick<z.infer<typeof bedrockSettings>, 'modelId' | 'inferenceProfile' | 'guardrail'>;
