/** A file below a job's output: its key after the job's folder, and its text. */
export interface MetricsFile {
  readonly name: string;
  readonly text: string;
}

/** Losses in nats a token. */
export interface Losses {
  /** One for each epoch. */
  readonly trainingLosses: readonly number[];
  /** Absent if the job has no validation data. */
  readonly validationLoss?: number | undefined;
}

/**
 * The files in which Bedrock leaves a job's metrics, in its columns:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-customization-analyze.html. Each epoch is one step.
 */
export function metricsFiles({ trainingLosses, validationLoss }: Losses): readonly MetricsFile[] {
  const training = {
    name: 'training_artifacts/step_wise_training_metrics.csv',
    text: csv('training_loss', trainingLosses.map(row)),
  };
  if (validationLoss === undefined) return [training];
  const validation = {
    name: 'validation_artifacts/post_fine_tuning_validation/validation_metrics.csv',
    text: csv('validation_loss', [row(validationLoss, trainingLosses.length - 1)]),
  };
  return [training, validation];
}

function csv(lossColumn: string, rows: readonly string[]): string {
  return [`step_number,epoch_number,${lossColumn},perplexity`, ...rows, ''].join('\n');
}

function row(loss: number, epoch: number): string {
  return [epoch, epoch, loss.toFixed(6), Math.exp(loss).toFixed(6)].join(',');
}
