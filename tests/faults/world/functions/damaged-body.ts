import type { Clock } from '@document-pipelines/asl/interpreter';
import { brokenAnswer } from '../../../../functions/shared/platform/network-errors';
import type { BodyFault } from '../fault-plan';

interface WholeAnswer {
  readonly Body: { transformToByteArray(): Promise<Uint8Array> };
}

/** Longest pause of a body: the bound of functions/shared/platform/client-settings. */
const silentSeconds = 5;

/** A response of S3 with complete headers and half a body. Only reading it shows that. */
export async function withDamagedBody(answer: unknown, fault: BodyFault, clock: Clock): Promise<object> {
  const bytes = await (answer as WholeAnswer).Body.transformToByteArray();
  return { ContentLength: bytes.length, Body: halfOf(bytes, () => endings[fault](clock)) };
}

async function* halfOf(bytes: Uint8Array, end: () => Promise<void>): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, Math.floor(bytes.length / 2));
  await end();
}

const endings: Readonly<Record<BodyFault, (clock: Clock) => Promise<void>>> = {
  // As in Node.js: an error without a name of its own.
  breaks: async () => {
    throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  },
  'ends early': async () => undefined,
  // The client ends it: the settings of functions bound the silence.
  stalls: async (clock) => {
    await clock.sleep(silentSeconds);
    throw brokenAnswer(`the body brought no byte for ${silentSeconds} s`);
  },
};
