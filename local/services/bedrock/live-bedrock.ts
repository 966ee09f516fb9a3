import type { BedrockRuntimeClient, ConverseCommandInput } from '@aws-sdk/client-bedrock-runtime';
import { ServiceError, type Shape } from '../service';

/** `--live bedrock`: Converse goes to AWS, with the user's credentials and at the user's cost. */
export interface LiveBedrock {
  readonly bedrock: Pick<BedrockRuntimeClient, 'send'>;
}

/** Sends Converse to AWS as it is. AWS's errors come back under their own names. */
export async function converseLive(live: LiveBedrock, input: Shape): Promise<Shape> {
  const { ConverseCommand } = await import('@aws-sdk/client-bedrock-runtime');
  try {
    const { $metadata: _, ...answer } = await live.bedrock.send(
      new ConverseCommand(input as unknown as ConverseCommandInput),
    );
    return answer;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
    throw new ServiceError(name, message, $metadata?.httpStatusCode ?? 500);
  }
}
