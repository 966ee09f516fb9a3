import {
  type BigramCounts,
  countBigrams,
  lossOf,
  type MixtureWeights,
  refineWeights,
  type ScoredWord,
  scoreAnswers,
} from './bigram-model';
import type { TrainingExample } from './training-records';

/** One line of a metrics file; losses in nats a word. */
export interface TrainingStep {
  readonly step: number;
  readonly epoch: number;
  readonly loss: number;
}

/** What training gave. */
export interface OfflineTraining {
  readonly steps: readonly TrainingStep[];
  /** Over all training data, with the weights of the end. */
  readonly trainingLoss: number;
  /** By validation set, with the weights of the end. */
  readonly validationLosses: readonly number[];
}

/** Records of one step. */
const batchSize = 8;

/**
 * The offline trainer. It trains no language model: it counts which word follows which, and learns in each epoch how much to trust
 * those counts. Its losses are measured on the data given, so better data give lower ones; they compare with nothing that Bedrock
 * measures. The same data give the same numbers.
 */
export function trainOffline(
  training: readonly TrainingExample[],
  validation: readonly (readonly TrainingExample[])[],
  epochs: number,
): OfflineTraining {
  const counts = countBigrams(training);
  const scored = scoreAnswers(counts, training, { leaveOneOut: true });
  const batches = inBatches(scored);
  const steps: TrainingStep[] = [];
  let weights: MixtureWeights = { pair: 1 / 3, word: 1 / 3, uniform: 1 / 3 };
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const batch of batches) steps.push({ step: steps.length, epoch, loss: lossOf(batch, weights) });
    weights = refineWeights(scored, weights);
  }
  return {
    steps,
    trainingLoss: lossOf(scored, weights),
    validationLosses: validation.map((examples) => validationLoss(counts, examples, weights)),
  };
}

function validationLoss(counts: BigramCounts, examples: readonly TrainingExample[], weights: MixtureWeights): number {
  return lossOf(scoreAnswers(counts, examples, { leaveOneOut: false }), weights);
}

function inBatches(scored: readonly (readonly ScoredWord[])[]): readonly (readonly (readonly ScoredWord[])[])[] {
  const count = Math.ceil(scored.length / batchSize);
  return Array.from({ length: count }, (_, index) => scored.slice(index * batchSize, (index + 1) * batchSize));
}
