import {
  type BedrockAgentRuntimeClient,
  type Citation,
  InvokeAgentCommand,
  type ResponseStream,
} from '@aws-sdk/client-bedrock-agent-runtime';

/** The agent, and where its documents are. */
export interface Agent {
  readonly client: Pick<BedrockAgentRuntimeClient, 'send'>;
  readonly agentId: string;
  readonly agentAliasId: string;
  /** Passed to the agent's own tools as a session attribute. */
  readonly resultsBucketName: string;
}

/** The agent's reply in one turn. */
export interface AgentTurn {
  readonly said: string;
  readonly citations: readonly AgentCitation[];
  /** A guardrail of the agent blocked the question or the answer. */
  readonly isBlocked: boolean;
}

/** A part of an answer and its source. */
export interface AgentCitation {
  readonly text: string;
  readonly uris: readonly string[];
}

/** An agent that requests an action from its caller: this pipeline has no actions. */
export class ActionNotOffered extends Error {
  override readonly name = 'ActionNotOffered';
}

/** The most citations of an answer that are kept. */
const maxCitations = 100;

/**
 * Invokes the agent and reads its event stream to the end. The trace reports whether a guardrail blocked it; it also
 * holds the model's reasoning and document text, so only this fact is kept. Errors, also those inside the stream, keep
 * their names.
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
