import { apiGatewayKinds } from './aws-api-gateway';
import { apigatewayv2Kinds } from './aws-apigatewayv2';
import { dynamodbKinds } from './aws-dynamodb';
import { eventsKinds } from './aws-events';
import { iamKinds } from './aws-iam';
import { kmsKinds } from './aws-kms';
import { lambdaKinds } from './aws-lambda';
import { s3Kinds } from './aws-s3';
import { schedulerKinds } from './aws-scheduler';
import { sfnKinds } from './aws-sfn';
import { snsKinds } from './aws-sns';
import { sqsKinds } from './aws-sqs';
import type { Kinds } from './kind';

export { block, blocks, checkArguments, operator, optionalTextOf, textOf } from './arguments';
export type { Kind, KindContext, Kinds, Place, Resource } from './kind';
export { type InertKind, kindsWithoutStandIn } from './without-stand-in';

/** Every kind of resource that has a stand-in. */
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
