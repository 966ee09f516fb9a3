import type { Json } from '@document-pipelines/asl/definition';
import { z } from 'zod';
import { ServiceError } from '../service';

const turn = z.strictObject({
  /** A string is sent as it is, any other value as JSON. */
  says: z.json() as unknown as z.ZodType<Json>,
  citations: z
    .array(z.strictObject({ text: z.string(), uris: z.array(z.string().startsWith('s3://')).default([]) }))
    .default([]),
});

const conversation = z.strictObject({ question: z.string().trim().min(1), turns: z.array(turn).min(1) });

/** Members that a job's request must have; an absent member matches every request. */
const when = z.strictObject({
  /** The object's key. */
  trainingData: z.string().optional(),
  /** The object's key. */
  validationData: z.string().optional(),
  hyperParameters: z.record(z.string(), z.string()).default({}),
});

const loss = z.number().nonnegative();

const customization = z.discriminatedUnion('status', [
  z.strictObject({
    when,
    status: z.literal('Completed'),
    /** Nats a token, one for each epoch. */
    trainingLosses: z.array(loss).min(1),
    /** Nats a token; absent if the job has no validation data. */
    validationLoss: loss.optional(),
  }),
  z.strictObject({ when, status: z.literal('Failed'), failureMessage: z.string().min(1) }),
]);

/** A `bedrock-script.yaml`: answers of agents, and ends of customization jobs. */
export const scriptFileSchema = z.strictObject({
  agent: z.array(conversation).default([]),
  customization: z.array(customization).default([]),
});

/** A question to an agent, and its answer in each turn of the session that begins with it. */
export type ScriptedConversation = z.infer<typeof conversation>;

/** An agent's answer in a turn, with its citations. */
export type ScriptedTurn = z.infer<typeof turn>;

/** How the customization jobs end whose request fits `when`. */
export type ScriptedCustomization = z.infer<typeof customization>;

/** One section of the script, in order: the first entry that matches is used. */
export interface ScriptSection<Entry> {
  readonly entries: readonly Entry[];
  /** Where the user adds an entry. */
  readonly addTo: string;
}

/** What agents and customization jobs do locally: they are scripted, without a model. */
export interface BedrockScript {
  readonly agent: ScriptSection<ScriptedConversation>;
  readonly customization: ScriptSection<ScriptedCustomization>;
}

/** The files that make up the script, as a person finds them in a project. */
export const scriptFilePattern = 'samples/<name>/bedrock-script.yaml';

/** An empty script: every request is rejected, with where to add an entry. */
export const emptyScript: BedrockScript = {
  agent: { entries: [], addTo: `\`agent\` of ${scriptFilePattern}` },
  customization: { entries: [], addTo: `\`customization\` of ${scriptFilePattern}` },
};

/** Returns NotModelledError for a request that the script does not cover; `what` names it. */
export function notScripted(what: string, { addTo }: Pick<ScriptSection<unknown>, 'addTo'>): ServiceError {
  return new ServiceError('NotModelledError', `${what}: add it to ${addTo}`, 501);
}
