import type { Place } from '../../kinds/kind';
import type { Caller, Services } from '../service';
import type { CustomizationJob } from './customization-job';
import { epochCountOf } from './customization-requests';
import { metricsFiles, readTrainingRecords, type TrainingExample, trainOffline } from './offline-trainer';

/** The data of a job cannot be trained on: what its failureMessage says. */
export class UnusableDataError extends Error {
  override readonly name = 'UnusableDataError';
}

/** Records of training data at least, as for Amazon Nova. */
const minTrainingRecords = 8;

/** Reads a job's data, trains, and writes the metrics: all as the role that was passed. Throws UnusableDataError, and what S3 answers. */
export async function carryOut(
  job: CustomizationJob,
  { services, place }: { readonly services: Services; readonly place: Place },
): Promise<Pick<CustomizationJob, 'trainingLoss' | 'validationLosses' | 'outputModelArn'>> {
  const { request, jobId } = job;
  const asRole: Caller = { kind: 'role', roleArn: request.roleArn };
  const read = async (uri: string, minRecords: number): Promise<readonly TrainingExample[]> => {
    const { Body } = await services.call('s3', 'GetObject', locationOf(uri), asRole);
    if (!(Body instanceof Uint8Array)) throw new TypeError('GetObject answered without bytes');
    const records = readTrainingRecords(Buffer.from(Body).toString('utf8'), minRecords);
    if ('problems' in records) throw new UnusableDataError(`${uri}: ${records.problems.join('; ')}`);
    return records.examples;
  };
  const training = await read(request.trainingDataConfig.s3Uri, minTrainingRecords);
  const validation: (readonly TrainingExample[])[] = [];
  for (const { s3Uri } of request.validationDataConfig?.validators ?? []) validation.push(await read(s3Uri, 1));
  const trained = trainOffline(training, validation, epochCountOf(request));
  for (const { name, text } of metricsFiles(trained)) {
    const { Bucket, Key } = locationOf(request.outputDataConfig.s3Uri);
    const key = `${Key === '' ? '' : `${Key.replace(/\/$/, '')}/`}model-customization-job-${jobId}/${name}`;
    await services.call(
      's3',
      'PutObject',
      { Bucket, Key: key, Body: Buffer.from(text), ContentType: 'text/csv' },
      asRole,
    );
  }
  const { partition, region, account } = place;
  const baseModel = job.baseModelArn.slice(job.baseModelArn.lastIndexOf('/') + 1);
  return {
    trainingLoss: trained.trainingLoss,
    ...(validation.length === 0 ? {} : { validationLosses: trained.validationLosses }),
    outputModelArn: `arn:${partition}:bedrock:${region}:${account}:custom-model/${baseModel}/${jobId}`,
  };
}

function locationOf(uri: string): { readonly Bucket: string; readonly Key: string } {
  const [, Bucket = '', Key = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri) ?? [];
  return { Bucket, Key };
}
