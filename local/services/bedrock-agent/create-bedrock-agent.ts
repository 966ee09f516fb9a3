import type { Place } from '../../kinds/kind';
import type { BedrockJobs } from '../bedrock-control';
import type { Services, Shape } from '../service';
import { findAnswer, type FoundAnswer } from './find-answer';
import { parseInvokeAgent } from './invoke-agent-request';
import { readDocuments } from './read-documents';

/** What the stand-in is made of. */
export interface BedrockAgentOptions {
  readonly services: Services;
  readonly place: Place;
}

/** What a person sees where the name of a model would stand. */
export const offlineAgentName = 'offline agent, no model';

/**
 * InvokeAgent by the offline agent: it quotes the field or line of a stored document that a question names, or says that it does not
 * know. The answer is the event stream's members in `completion`; the endpoint makes a stream of them.
 */
export function createBedrockAgent({ services, place }: BedrockAgentOptions): BedrockJobs {
  const { partition, region, account } = place;
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
          const { sessionId, inputText, sessionState } = parseInvokeAgent(input);
          const bucketName = sessionState?.sessionAttributes?.['resultsBucketName'];
          const documents = bucketName === undefined ? [] : await readDocuments(services, bucketName);
          const completion = chunksOf(findAnswer(inputText, documents));
          return { contentType: 'application/json', sessionId, completion };
        },
      },
    },
    resumeJobs: async () => undefined,
    whenIdle: async () => undefined,
    close: async () => undefined,
  };
}

function chunksOf(found: FoundAnswer | undefined): Shape[] {
  if (found === undefined) {
    const answer = `No stored document says it in the words of the question (${offlineAgentName}).`;
    return chunked({ outcome: 'unknown', answer, documents: [] }, []);
  }
  const { document, passage } = found;
  const quote = passage.label === '' ? passage.text : `${passage.label}: ${passage.text}`;
  const answer = `${quote} (quoted from ${document.key} by the ${offlineAgentName})`;
  const citation = {
    generatedResponsePart: { textResponsePart: { text: quote } },
    retrievedReferences: [{ location: { type: 'S3', s3Location: { uri: passage.uri } } }],
  };
  return chunked({ outcome: 'answered', answer, documents: [document.documentId] }, [citation]);
}

/** In two chunks, whatever they break: a reader has to join them. */
function chunked(answer: Shape, citations: readonly Shape[]): Shape[] {
  const bytes = Buffer.from(JSON.stringify(answer));
  const middle = Math.floor(bytes.length / 2);
  return [
    { chunk: { bytes: new Uint8Array(bytes.subarray(0, middle)) } },
    { chunk: { bytes: new Uint8Array(bytes.subarray(middle)), attribution: { citations } } },
  ];
}
