import { iamKinds } from './access/aws-iam';
import { kmsKinds } from './access/aws-kms';
import { apiGatewayKinds } from './aws-api-gateway';
import { apigatewayv2Kinds } from './aws-apigatewayv2';
import { lambdaKinds } from './compute/aws-lambda';
import { sfnKinds } from './compute/aws-sfn';
import type { Kinds } from './kind';
import { eventsKinds } from './messaging/aws-events';
import { schedulerKinds } from './messaging/aws-scheduler';
import { snsKinds } from './messaging/aws-sns';
import { sqsKinds } from './messaging/aws-sqs';
import { dynamodbKinds } from './storage/aws-dynamodb';
import { s3Kinds } from './storage/aws-s3';

export { block, blocks, checkArguments, operator, optionalTextOf, textOf } from './arguments';
export type { Kind, KindContext, Kinds, Place, Resource } from './kind';
export { type InertKind, kindsWithoutStandIn } from './without-stand-in';

/** Every resource type that has a local implementation. */
export const kinds: Kinds = {
  ...iamKinds,
  ...kmsKinds,
  ...s3Kinds,
  ...dynamodbKinds,
  ...sqsKinds,
  ...snsKinds,
  ...eventsKinds,
  ...schedulerKinds,
  ...apigatewayv2Kinds,
  ...lambdaKinds,
  ...sfnKinds,
  ...apiGatewayKinds,
};
