import type { LocalAccount } from '../../local-account';
import type { BedrockJobs } from '../bedrock-control';
import type { BedrockScript, ScriptedTurn } from '../bedrock-script';
import type { Shape } from '../service';
import { createConversations } from './conversations';
import { parseInvokeAgent } from './invoke-agent-request';

/** Options of the local implementation. */
export interface BedrockAgentOptions {
  readonly localAccount: LocalAccount;
  readonly script: Pick<BedrockScript, 'agent'>;
}

/**
 * InvokeAgent, scripted: returns the script's answer to a question, the same for every agent. It does not run an agent or read
 * documents. The output has the event stream's members in `completion`; the endpoint sends them as a stream.
 */
export function createBedrockAgent({ localAccount, script }: BedrockAgentOptions): BedrockJobs {
  const { partition, region, account } = localAccount;
  const conversations = createConversations(script.agent);
  return {
    operations: {
      InvokeAgent: {
        permissions: ({ agentId, agentAliasId }) => [
          {
            action: 'bedrock:InvokeAgent',
            resource: `arn:${partition}:bedrock:${region}:${account}:agent-alias/${agentId}/${agentAliasId}`,
          },
        ],
        run: async (input) => {
          const { sessionId, inputText } = parseInvokeAgent(input);
          const completion = chunksOf(conversations.nextTurn(sessionId, inputText));
          return { contentType: 'application/json', sessionId, completion };
        },
      },
    },
    resumeJobs: async () => undefined,
    whenIdle: async () => undefined,
    close: async () => undefined,
  };
}

/** In two chunks, which may break a character: a client has to join them. */
function chunksOf({ says, citations }: ScriptedTurn): Shape[] {
  const bytes = Buffer.from(typeof says === 'string' ? says : JSON.stringify(says));
  const middle = Math.floor(bytes.length / 2);
  return [
    { chunk: { bytes: new Uint8Array(bytes.subarray(0, middle)) } },
    { chunk: { bytes: new Uint8Array(bytes.subarray(middle)), attribution: { citations: citations.map(citationOf) } } },
  ];
}

function citationOf({ text, uris }: ScriptedTurn['citations'][number]): Shape {
  return {
    generatedResponsePart: { textResponsePart: { text } },
    retrievedReferences: uris.map((uri) => ({ location: { type: 'S3', s3Location: { uri } } })),
  };
}
