import type { OfflineTraining } from './train-offline';

/** A file below a job's output: its key after the job's folder, and its text. */
export interface MetricsFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The files in which Bedrock leaves a job's metrics, in its columns:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-customization-analyze.html. Of several validation sets the mean is told.
 */
export function metricsFiles({ steps, validationLosses }: OfflineTraining): readonly MetricsFile[] {
  const training = steps.map(({ step, epoch, loss }) => row(step, epoch, loss));
  const last = steps.at(-1);
  const files = [
    {
      name: 'training_artifacts/step_wise_training_metrics.csv',
      text: csv('training_loss', training),
    },
  ];
  if (validationLosses.length === 0 || last === undefined) return files;
  const mean = validationLosses.reduce((total, loss) => total + loss, 0) / validationLosses.length;
  return [
    ...files,
    {
      name: 'validation_artifacts/post_fine_tuning_validation/validation_metrics.csv',
      text: csv('validation_loss', [row(last.step, last.epoch, mean)]),
    },
  ];
}

function csv(lossColumn: string, rows: readonly string[]): string {
  return [`step_number,epoch_number,${lossColumn},perplexity`, ...rows, ''].join('\n');
}

function row(step: number, epoch: number, loss: number): string {
  return [step, epoch, loss.toFixed(6), Math.exp(loss).toFixed(6)].join(',');
}
