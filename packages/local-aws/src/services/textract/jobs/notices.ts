import type { LocalAccount } from '../../../local-account';
import type { ConditionKeys, Policies } from '../../../policies';
import type { Services } from '../../service';
import type { StartDetectionRequest } from '../requests';
import { textractErrors } from '../textract-errors';
import type { Job } from './job-store';

const servicePrincipal = 'textract.amazonaws.com';

/** Throws an error if Textract could not send the notice: it may not assume the role, or the role may not publish to the topic. */
export function checkNotificationChannel(
  request: StartDetectionRequest,
  policies: Policies,
  localAccount: LocalAccount,
): void {
  const channel = request.NotificationChannel;
  if (channel === undefined) return;
  const assume = policies.allowsAssume(channel.RoleArn, servicePrincipal, assumeKeys(localAccount));
  if (!assume.allowed) {
    throw textractErrors.invalidParameter(`${servicePrincipal} may not assume ${channel.RoleArn} ${assume.reason}`);
  }
  const publish = policies.authorise(
    { kind: 'role', roleArn: channel.RoleArn },
    { action: 'sns:Publish', resource: channel.SNSTopicArn },
  );
  if (!publish.allowed) {
    throw textractErrors.invalidParameter(
      `${channel.RoleArn} may not publish to ${channel.SNSTopicArn} ${publish.reason}`,
    );
  }
}

function assumeKeys({ partition, region, account }: LocalAccount): ConditionKeys {
  return { 'aws:SourceAccount': account, 'aws:SourceArn': `arn:${partition}:textract:${region}:${account}:job` };
}

/** Publishes a job's end to its topic, as the role that was passed: https://docs.aws.amazon.com/textract/latest/dg/async-notification-payload.html. */
export async function sendNotice(services: Services, job: Job): Promise<void> {
  const channel = job.request.NotificationChannel;
  if (channel === undefined) return;
  const { Bucket, Name } = job.request.DocumentLocation.S3Object;
  const message = {
    JobId: job.jobId,
    Status: job.status,
    API: 'StartDocumentTextDetection',
    ...(job.request.JobTag === undefined ? {} : { JobTag: job.request.JobTag }),
    Timestamp: job.endedAt,
    DocumentLocation: { S3ObjectName: Name, S3Bucket: Bucket },
  };
  const input = { TopicArn: channel.SNSTopicArn, Message: JSON.stringify(message) };
  await services.call('sns', 'Publish', input, { kind: 'role', roleArn: channel.RoleArn });
}
