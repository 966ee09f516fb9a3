import { z } from 'zod';
import type { Json } from '../../../asl/definition';
import { ServiceError } from '../service';

const turn = z.strictObject({
  /** A string is sent as it is, any other value as JSON. */
  says: z.json() as unknown as z.ZodType<Json>,
  citations: z
    .array(z.strictObject({ text: z.string(), uris: z.array(z.string().startsWith('s3://')).default([]) }))
    .default([]),
});

const conversation = z.strictObject({ question: z.string().trim().min(1), turns: z.array(turn).min(1) });

/** What a job's request must have; a member that is absent fits every request. */
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
    /** Nats a token; absent: the job measures nothing on validation data. */
    validationLoss: loss.optional(),
  }),
  z.strictObject({ when, status: z.literal('Failed'), failureMessage: z.string().min(1) }),
]);

/** A `bedrock-script.yaml`: what agents say, and how customization jobs end. */
export const scriptFileSchema = z.strictObject({
  agent: z.array(conversation).default([]),
  customization: z.array(customization).default([]),
});

/** A question to an agent, and what the agent says in each turn of the session that begins with it. */
export type ScriptedConversation = z.infer<typeof conversation>;

/** What an agent says in a turn, and the citations that come with it. */
export type ScriptedTurn = z.infer<typeof turn>;

/** How the customization jobs end whose request fits `when`. */
export type ScriptedCustomization = z.infer<typeof customization>;

/** One section of the script, in order: the first entry that fits counts. */
export interface ScriptSection<Entry> {
  readonly entries: readonly Entry[];
  /** Where a person adds an entry. */
  readonly addTo: string;
}

/** What agents and customization jobs do locally: they are scripted, no model answers or learns. */
export interface BedrockScript {
  readonly agent: ScriptSection<ScriptedConversation>;
  readonly customization: ScriptSection<ScriptedCustomization>;
}

/** The files that make up the script, as a person finds them in a project. */
export const scriptFilePattern = 'samples/<name>/bedrock-script.yaml';

/** Covers nothing: every request is rejected, with where to add an entry. */
export const emptyScript: BedrockScript = {
  agent: { entries: [], addTo: `\`agent\` of ${scriptFilePattern}` },
  customization: { entries: [], addTo: `\`customization\` of ${scriptFilePattern}` },
};

/** NotModelledError of a request that the script does not cover; `what` names it. */
export function notScripted(what: string, { addTo }: Pick<ScriptSection<unknown>, 'addTo'>): ServiceError {
  return new ServiceError('NotModelledError', `${what}: add it to ${addTo}`, 501);
}
