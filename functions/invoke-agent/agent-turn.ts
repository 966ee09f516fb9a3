import {
  type BedrockAgentRuntimeClient,
  type Citation,
  InvokeAgentCommand,
  type ResponseStream,
} from '@aws-sdk/client-bedrock-agent-runtime';

/** The agent, and where its documents lie. */
export interface Agent {
  readonly client: Pick<BedrockAgentRuntimeClient, 'send'>;
  readonly agentId: string;
  readonly agentAliasId: string;
  /** Told to the agent's own tools as a session attribute. */
  readonly resultsBucketName: string;
}

/** What an agent said in one turn. */
export interface AgentTurn {
  readonly said: string;
  readonly citations: readonly AgentCitation[];
  /** A guardrail of the agent took the question or the answer. */
  readonly isBlocked: boolean;
}

/** A part of an answer and where it is taken from. */
export interface AgentCitation {
  readonly text: string;
  readonly uris: readonly string[];
}

/** An agent that wants its caller to carry out an action: this pipeline has none to offer. */
export class ActionNotOffered extends Error {
  override readonly name = 'ActionNotOffered';
}

/** At most so many citations of an answer are kept. */
const maxCitations = 100;

/**
 * Asks the agent and reads its event stream to the end. The trace tells whether a guardrail took it; it holds what the model
 * thought and documents say, so nothing else of it is kept. Errors, those inside the stream too, leave under their own names.
 *
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_InvokeAgent.html
 */
export async function askAgent(agent: Agent, sessionId: string, inputText: string): Promise<AgentTurn> {
  const { completion } = await agent.client.send(
    new InvokeAgentCommand({
      agentId: agent.agentId,
      agentAliasId: agent.agentAliasId,
      sessionId,
      inputText,
      enableTrace: true,
      sessionState: { sessionAttributes: { resultsBucketName: agent.resultsBucketName } },
    }),
  );
  if (completion === undefined) throw new Error('the agent answered without a stream');
  return readStream(completion);
}

async function readStream(events: AsyncIterable<ResponseStream>): Promise<AgentTurn> {
  const parts: Uint8Array[] = [];
  const citations: AgentCitation[] = [];
  let isBlocked = false;
  for await (const event of events) {
    if (event.chunk !== undefined) {
      parts.push(event.chunk.bytes ?? new Uint8Array());
      citations.push(...(event.chunk.attribution?.citations ?? []).map(citationOf));
    } else if (event.trace !== undefined) {
      const trace = event.trace.trace;
      isBlocked ||= trace !== undefined && 'guardrailTrace' in trace && trace.guardrailTrace?.action === 'INTERVENED';
    } else if (event.returnControl !== undefined) {
      throw new ActionNotOffered('the agent asks its caller to carry out an action: give its action group a function');
    }
  }
  // Joined before they are decoded: a chunk may end inside a character.
  return { said: Buffer.concat(parts).toString('utf8'), citations: citations.slice(0, maxCitations), isBlocked };
}

function citationOf({ generatedResponsePart, retrievedReferences = [] }: Citation): AgentCitation {
  const uris = retrievedReferences.flatMap(({ location }) => location?.s3Location?.uri ?? []);
  return { text: generatedResponsePart?.textResponsePart?.text ?? '', uris };
}
