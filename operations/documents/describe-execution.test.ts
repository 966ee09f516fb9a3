import { describeExecution } from './describe-execution';

const execution = {
  environment: 'prod',
  executionArn: 'arn:aws:states:us-east-1:123456789012:execution:prod-document-pipeline:one',
  stateMachineName: 'prod-document-pipeline',
  name: 'one',
  input: { bucket: 'b', key: "incoming/it's.pdf", versionId: 'v' },
};
const failed = { kind: 'ended', status: 'FAILED', seconds: 1, retries: 0 } as const;

describe('an execution while it is served', () => {
  it('is named by its document, and a failure continues with its story', () => {
    expect(describeExecution({ ...execution, event: failed })).toEqual({
      subject: "incoming/it's.pdf",
      next: `npx pipelines trace 'incoming/it'\\''s.pdf' --env prod`,
    });
    expect(describeExecution({ ...execution, input: {}, event: failed })).toEqual({
      next: `npx pipelines trace ${execution.executionArn} --env prod`,
    });
  });

  it('continues with the reviews only where it waits for a person', () => {
    const waiting = (stateName: string) => describeExecution({ ...execution, event: { kind: 'waiting', stateName } });
    expect(waiting('RequestReview').next).toBe('npx pipelines review --env prod');
    expect(waiting('ExtractText').next).toBeUndefined();
    expect(describeExecution({ ...execution, event: { ...failed, status: 'SUCCEEDED' } }).next).toBeUndefined();
  });
});
