import type { LocalAccount } from '../../local-account';
import { bedrockArn } from '../bedrock-control';
import type { Caller, Services } from '../service';
import type { CustomizationJob } from './customization-job';
import { metricsFiles } from './metrics-files';
import { objectAt } from './object-at';

/** How a job ends, with what belongs to that end. */
export type JobEnd = Partial<CustomizationJob> & Pick<CustomizationJob, 'status'>;

/**
 * Ends a job as scripted. Reads the job's data, which is not used, and writes the metrics with the passed role, so that missing
 * objects and permissions are detected. Throws S3's errors.
 */
export async function carryOutCustomization(
  { request, jobId, baseModelArn, outcome }: CustomizationJob,
  { services, localAccount }: { readonly services: Services; readonly localAccount: LocalAccount },
): Promise<JobEnd> {
  const asRole: Caller = { kind: 'role', roleArn: request.roleArn };
  for (const { s3Uri } of [request.trainingDataConfig, ...(request.validationDataConfig?.validators ?? [])])
    await services.call('s3', 'GetObject', objectAt(s3Uri), asRole);
  if (outcome.status === 'Failed') return { status: 'Failed', failureMessage: outcome.failureMessage };
  const { Bucket, Key } = objectAt(request.outputDataConfig.s3Uri);
  const folder = `${Key === '' ? '' : `${Key.replace(/\/$/, '')}/`}model-customization-job-${jobId}`;
  for (const { name, text } of metricsFiles(outcome)) {
    const file = { Bucket, Key: `${folder}/${name}`, Body: Buffer.from(text), ContentType: 'text/csv' };
    await services.call('s3', 'PutObject', file, asRole);
  }
  const { trainingLosses, validationLoss } = outcome;
  const baseModel = baseModelArn.slice(baseModelArn.lastIndexOf('/') + 1);
  return {
    status: 'Completed',
    trainingLoss: trainingLosses[trainingLosses.length - 1]!,
    ...(validationLoss === undefined ? {} : { validationLoss }),
    outputModelArn: bedrockArn(localAccount, `custom-model/${baseModel}/${jobId}`),
  };
}
