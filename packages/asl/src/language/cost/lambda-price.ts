import { meterPrice } from './service-prices';

/** Invocations of a function, alike in duration and memory. */
export interface LambdaUse {
  readonly invocations: number;
  /** Billed to the millisecond, initialisation included. */
  readonly durationMilliseconds: number;
  /** Memory size of the function, whether it uses it or not. */
  readonly memoryMegabytes: number;
}

/** US dollars in us-east-1 on arm64: requests, and GB-seconds: https://aws.amazon.com/lambda/pricing/ */
export function lambdaPrice({ invocations, durationMilliseconds, memoryMegabytes }: LambdaUse): number {
  const gigabyteSeconds = invocations * (durationMilliseconds / 1_000) * (memoryMegabytes / 1_024);
  return meterPrice('lambdaRequest', invocations) + meterPrice('lambdaGigabyteSecond', gigabyteSeconds);
}
