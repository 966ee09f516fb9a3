import { expressPricePerGigabyteSecond, expressPricePerMillionRequests } from './prices';

/** Executions of an Express state machine, alike in duration and memory. */
export interface ExpressUse {
  readonly executions: number;
  readonly durationMilliseconds: number;
  /** Memory that an execution uses; billed in steps of 64 MB. */
  readonly memoryMegabytes: number;
}

/**
 * US dollars in us-east-1, first tier: requests, and GB-seconds with the duration rounded up to 100 ms and the memory to
 * 64 MB: https://aws.amazon.com/step-functions/pricing/
 */
export function expressPrice({ executions, durationMilliseconds, memoryMegabytes }: ExpressUse): number {
  const seconds = (Math.ceil(durationMilliseconds / 100) * 100) / 1_000;
  const gigabytes = (Math.ceil(memoryMegabytes / 64) * 64) / 1_024;
  const requests = (executions / 1_000_000) * expressPricePerMillionRequests;
  return requests + executions * seconds * gigabytes * expressPricePerGigabyteSecond;
}
