import { z } from 'zod';
import { ServiceError, type Shape } from '../service';

/** Not modelled of InvokeAgent: each is rejected by name. */
const notModelled = [
  'bedrockModelConfigurations',
  'memoryId',
  'promptCreationConfigurations',
  'streamingConfigurations',
  'endSession',
] as const;

const sessionStateNotModelled = [
  'conversationHistory',
  'files',
  'invocationId',
  'knowledgeBaseConfigurations',
  'promptSessionAttributes',
  'returnControlInvocationResults',
] as const;

const id = z.string().regex(/^[0-9a-zA-Z]{1,10}$/, 'must have 1 to 10 letters and digits');

const invokeAgentRequest = z.strictObject({
  agentId: id,
  agentAliasId: id,
  sessionId: z.string().regex(/^[0-9a-zA-Z._:-]{2,100}$/, 'must have 2 to 100 letters, digits or . _ : -'),
  inputText: z.string().min(1).max(25_000_000),
  enableTrace: z.boolean().optional(),
  sessionState: z.strictObject({ sessionAttributes: z.record(z.string(), z.string()).optional() }).optional(),
});

/** InvokeAgent's input: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_InvokeAgent.html */
export type InvokeAgentRequest = z.infer<typeof invokeAgentRequest>;

/** Parses InvokeAgent's input. Throws ValidationException, or NotModelledError that names the member. */
export function parseInvokeAgent(input: Shape): InvokeAgentRequest {
  const state = (input['sessionState'] ?? {}) as Shape;
  const refused =
    notModelled.find((name) => input[name] !== undefined) ??
    sessionStateNotModelled.find((name) => state[name] !== undefined);
  if (refused !== undefined) {
    const message = `the scripted agent does not model the parameter ${refused} of InvokeAgent`;
    throw new ServiceError('NotModelledError', message, 501);
  }
  const parsed = invokeAgentRequest.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the request'}: ${message}`);
  throw new ServiceError('ValidationException', problems.join('; '));
}
