import { iamResourceTypes } from './access/aws-iam';
import { kmsResourceTypes } from './access/aws-kms';
import { apiGatewayResourceTypes } from './aws-api-gateway';
import { apigatewayv2ResourceTypes } from './aws-apigatewayv2';
import { lambdaResourceTypes } from './compute/aws-lambda';
import { sfnResourceTypes } from './compute/aws-sfn';
import { eventsResourceTypes } from './messaging/aws-events';
import { schedulerResourceTypes } from './messaging/aws-scheduler';
import { snsResourceTypes } from './messaging/aws-sns';
import { sqsResourceTypes } from './messaging/aws-sqs';
import type { ResourceTypes } from './resource-type';
import { dynamodbResourceTypes } from './storage/aws-dynamodb';
import { s3ResourceTypes } from './storage/aws-s3';

export { block, blocks, checkArguments, operator, optionalTextOf, textOf } from './arguments';
export {
  type InertResourceType,
  inertResourceTypes,
  type WithoutEffect,
  withoutEffect,
} from './inert-resource-types';
export type { ResolvedResource, ResourceContext, ResourceType, ResourceTypes } from './resource-type';

/** Every resource type that has a local implementation. */
export const resourceTypes: ResourceTypes = {
  ...iamResourceTypes,
  ...kmsResourceTypes,
  ...s3ResourceTypes,
  ...dynamodbResourceTypes,
  ...sqsResourceTypes,
  ...snsResourceTypes,
  ...eventsResourceTypes,
  ...schedulerResourceTypes,
  ...apigatewayv2ResourceTypes,
  ...lambdaResourceTypes,
  ...sfnResourceTypes,
  ...apiGatewayResourceTypes,
};
