/** A confidence, and whether what it belongs to was right. */
export interface Judged {
  /** From 0 to 1. */
  readonly confidence: number;
  readonly isRight: boolean;
}

/** Documents of similar confidence. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly meanConfidence: number;
  readonly rightShare: number;
}

/** How far confidences can be relied on. */
export interface Calibration {
  readonly count: number;
  /** Mean of (confidence - right)², right being 1 or 0: 0 is perfect, 0.25 what a constant 0.5 has. */
  readonly brier?: number;
  /** Up to five, with as many documents each as can be. */
  readonly bins: readonly ReliabilityBin[];
  /** Mean distance of confidence and share in the bins; only from 100 values up. */
  readonly ece?: number;
  readonly meanRight?: number;
  readonly meanWrong?: number;
  /**
   * The means of right and wrong documents are the same to two digits, or that of the wrong ones is higher: the confidence cannot be
   * used.
   */
  readonly isBlind: boolean;
}

const binCount = 5;
const fewestForEce = 100;
const sameMean = 0.005;

/** Measures confidences. */
export function calibrationOf(judged: readonly Judged[]): Calibration {
  const bins = binsOf(judged);
  const [meanRight, meanWrong] = [true, false].map((isRight) =>
    mean(judged.filter((one) => one.isRight === isRight).map(({ confidence }) => confidence)),
  );
  const brier = mean(judged.map(({ confidence, isRight }) => (confidence - (isRight ? 1 : 0)) ** 2));
  return {
    count: judged.length,
    bins,
    ...(brier === undefined ? {} : { brier }),
    ...(judged.length < fewestForEce ? {} : { ece: eceOf(bins, judged.length) }),
    ...(meanRight === undefined ? {} : { meanRight }),
    ...(meanWrong === undefined ? {} : { meanWrong }),
    isBlind: meanRight !== undefined && meanWrong !== undefined && meanRight - meanWrong < sameMean,
  };
}

function binsOf(judged: readonly Judged[]): readonly ReliabilityBin[] {
  const sorted = [...judged].sort((a, b) => a.confidence - b.confidence);
  const edge = (index: number): number => Math.round((index * sorted.length) / binCount);
  return Array.from({ length: binCount }, (_, index) => sorted.slice(edge(index), edge(index + 1))).flatMap((bin) => {
    const [first, last] = [bin[0], bin.at(-1)];
    if (first === undefined || last === undefined) return [];
    const rightShare = bin.filter(({ isRight }) => isRight).length / bin.length;
    const meanConfidence = sum(bin.map(({ confidence }) => confidence)) / bin.length;
    return [{ low: first.confidence, high: last.confidence, count: bin.length, meanConfidence, rightShare }];
  });
}

function eceOf(bins: readonly ReliabilityBin[], count: number): number {
  return bins.reduce((sum, bin) => sum + (bin.count / count) * Math.abs(bin.meanConfidence - bin.rightShare), 0);
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
