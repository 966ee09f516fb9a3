import type { BedrockRuntimeClient, ConverseCommandInput } from '@aws-sdk/client-bedrock-runtime';
import { ServiceError } from '../service';
import type { Converse, ConverseAnswer } from './converse-shapes';

/**
 * `--live bedrock`: sends Converse to AWS unchanged, using the user's credentials and at the user's cost. AWS's errors keep their
 * names.
 */
export function createLiveBedrock(bedrock: Pick<BedrockRuntimeClient, 'send'>): Converse {
  return {
    description: 'Bedrock on AWS (--live), which prompts are sent to',
    async converse(input, signal) {
      const { ConverseCommand } = await import('@aws-sdk/client-bedrock-runtime');
      try {
        const { $metadata: _, ...answer } = await bedrock.send(
          new ConverseCommand(input as unknown as ConverseCommandInput),
          signal === undefined ? {} : { abortSignal: signal },
        );
        return answer as unknown as ConverseAnswer;
      } catch (error) {
        signal?.throwIfAborted();
        throw serviceErrorOf(error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } });
      }
    },
  };
}

function serviceErrorOf({
  name,
  message,
  $metadata,
}: Error & { readonly $metadata?: { readonly httpStatusCode?: number } }) {
  return new ServiceError(name, message, $metadata?.httpStatusCode ?? 500);
}
