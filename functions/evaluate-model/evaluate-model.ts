import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { bodyText } from '../shared/platform/body';
import { isNamed } from '../shared/platform/error-name';
import type { Log } from '../shared/platform/log';
import { type LossColumn, MetricsUnreadable, readLossColumn } from './metrics-csv';

/** The event of EvaluateModel. */
export interface EvaluateModelEvent {
  readonly modelName: string;
  readonly version: string;
  /** The job's ARN; its last part names the folder of its output. */
  readonly jobArn: string;
  /** s3://bucket/prefix of the job's OutputDataConfig. */
  readonly outputUri: string;
  readonly executionArn: string;
}

/** The dependencies of evaluate-model. */
export interface EvaluateModelDependencies {
  readonly s3: Pick<S3Client, 'send'>;
  readonly log: Log;
}

/** The metrics; losses in nats per token, lower is better. */
export interface ModelMetrics {
  readonly trainingLoss: number;
  readonly validationLoss: number;
  /** exp(validationLoss). */
  readonly perplexity: number;
  readonly steps: number;
  /** s3://… of the validation metrics. */
  readonly metricsUri: string;
}

/** The job wrote no metrics of this type: not every base model measures on validation data. */
export class MetricsNotFound extends Error {
  override readonly name = 'MetricsNotFound';
}

const files = {
  training: { path: 'training_artifacts/step_wise_training_metrics.csv', column: 'training_loss' },
  validation: {
    path: 'validation_artifacts/post_fine_tuning_validation/validation_metrics.csv',
    column: 'validation_loss',
  },
} as const;

/**
 * Reads the metrics of a customization job. It does not call a model: a custom one would have to be deployed first.
 * Reading has no side effects, so a repeat returns the same. Throws MetricsNotFound, MetricsUnreadable.
 */
export async function evaluateModel(
  event: EvaluateModelEvent,
  dependencies: EvaluateModelDependencies,
): Promise<ModelMetrics> {
  const folder = folderOf(event);
  const training = await readLosses(dependencies, folder, files.training);
  const validation = await readLosses(dependencies, folder, files.validation);
  const { modelName, version } = event;
  dependencies.log.info('the model is evaluated', { modelName, version, validationLoss: validation.lastLoss });
  return {
    trainingLoss: training.lastLoss,
    validationLoss: validation.lastLoss,
    perplexity: Math.exp(validation.lastLoss),
    steps: training.steps,
    metricsUri: uriOf(folder, files.validation.path),
  };
}

interface Folder {
  readonly bucket: string;
  readonly prefix: string;
}

function folderOf({ jobArn, outputUri }: EvaluateModelEvent): Folder {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(outputUri) ?? [];
  if (bucket === undefined) throw new MetricsUnreadable(`outputUri must be an S3 URI, it is: ${outputUri}`);
  const base = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  return { bucket, prefix: `${base}model-customization-job-${jobArn.slice(jobArn.lastIndexOf('/') + 1)}/` };
}

async function readLosses(
  { s3 }: EvaluateModelDependencies,
  folder: Folder,
  { path, column }: { readonly path: string; readonly column: string },
): Promise<LossColumn> {
  const uri = uriOf(folder, path);
  try {
    const answer = await s3.send(new GetObjectCommand({ Bucket: folder.bucket, Key: `${folder.prefix}${path}` }));
    return readLossColumn(await bodyText(answer), column, uri);
  } catch (error) {
    if (isNamed(error, 'NoSuchKey')) throw new MetricsNotFound(`the job left no ${uri}`);
    throw error;
  }
}

function uriOf({ bucket, prefix }: Folder, path: string): string {
  return `s3://${bucket}/${prefix}${path}`;
}
