import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';
import { AnswersToEvents } from '../../constructs/answers-to-events';
import type { DeadLetters } from '../../constructs/dead-letters';
import type { PipelineFunction } from '../../constructs/pipeline-function';

/** The receiver of Textract's notices. */
export interface TextractNoticesOptions {
  readonly topic: SnsTopic;
  readonly function: PipelineFunction;
  readonly deadLetters: DeadLetters;
}

/** Delivers each notice of an ended job to complete-extraction; a notice that cannot be delivered is kept. */
export class TextractNotices extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { topic, function: pipelineFunction, deadLetters }: TextractNoticesOptions,
  ) {
    super(scope, id);
    deadLetters.admit({ sid: 'NoticesThatReachedNobody', service: 'sns.amazonaws.com', sourceArn: topic.arn });
    new AnswersToEvents(this, 'complete-extraction', {
      function: pipelineFunction,
      service: 'sns.amazonaws.com',
      sourceArn: topic.arn,
      failures: deadLetters.undelivered,
    });
    new SnsTopicSubscription(this, 'subscription:complete-extraction', {
      topicArn: topic.arn,
      protocol: 'lambda',
      endpoint: pipelineFunction.function.arn,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.undelivered.arn }),
    });
  }
}
