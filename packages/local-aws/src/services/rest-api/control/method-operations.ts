import { memberOf } from '@document-pipelines/asl/definition';
import { optionalNumber, optionalText, requiredText, textsByName } from '../../input';
import { ServiceError, type Shape } from '../../service';
import { parseTemplate } from '../mapping/check-template';
import type { Integration, Method } from '../rest-api';
import type { RestApis } from '../rest-apis';
import { definedProperty, notModelled, type Runs } from './run';

/** Methods, their integrations and their responses. */
export function methodOperations(apis: RestApis): Runs {
  const change = (input: Shape, changed: (method: Method) => Method): void => {
    const name = methodName(input);
    apis.changeContent(input['restApiId'], ({ methods }) => {
      const method = memberOf(methods, name);
      if (method === undefined) throw new ServiceError('NotFoundException', 'Invalid Method identifier specified', 404);
      return { methods: { ...methods, [name]: changed(method) } };
    });
  };
  return {
    PutMethod(input) {
      const authorization = requiredText(input, 'authorizationType');
      if (authorization !== 'NONE' && authorization !== 'AWS_IAM') throw notModelled(`authorisation ${authorization}`);
      const method: Method = {
        path: memberOf(apis.api(input['restApiId']).content.resources, requiredText(input, 'resourceId')) ?? '',
        httpMethod: requiredText(input, 'httpMethod'),
        authorization,
        apiKeyRequired: input['apiKeyRequired'] === true,
        ...definedProperty('requestValidatorId', optionalText(input, 'requestValidatorId')),
        requestModels: textsByName(input, 'requestModels'),
        responses: [],
      };
      apis.changeContent(input['restApiId'], ({ methods }) => ({
        methods: { ...methods, [methodName(input)]: method },
      }));
      return {};
    },
    // It declares the allowed statuses of a response, which API Gateway does not check for integrations.
    PutMethodResponse: () => ({}),
    PutIntegration(input) {
      const integration = integrationOf(input);
      change(input, (method) => ({ ...method, integration }));
      return {};
    },
    PutIntegrationResponse(input) {
      const responseTemplates = templatesOf(input, 'responseTemplates');
      const response = {
        statusCode: requiredText(input, 'statusCode'),
        ...definedProperty('selectionPattern', optionalText(input, 'selectionPattern')),
        responseTemplates,
      };
      change(input, (method) => ({ ...method, responses: [...method.responses, response] }));
      return {};
    },
  };
}

/** Only what is modelled of Step Functions can be called. */
function integrationOf(input: Shape): Integration {
  const [, operation] = /^arn:[^:]+:apigateway:[^:]+:states:action\/(\w+)$/.exec(requiredText(input, 'uri')) ?? [];
  if (operation === undefined || requiredText(input, 'type') !== 'AWS')
    throw notModelled(`an integration of type ${String(input['type'])} with ${String(input['uri'])}`);
  if (optionalText(input, 'passthroughBehavior') !== 'NEVER') throw notModelled('passthrough other than NEVER');
  return {
    operation,
    credentials: requiredText(input, 'credentials'),
    timeoutMilliseconds: optionalNumber(input, 'timeoutInMillis') ?? 29_000,
    requestTemplates: templatesOf(input, 'requestTemplates'),
  };
}

/** Parsed once, so that what cannot be evaluated is rejected by PutIntegration. */
function templatesOf(input: Shape, name: string): Readonly<Record<string, string>> {
  const templates = textsByName(input, name);
  for (const template of Object.values(templates)) parseTemplate(template);
  return templates;
}

function methodName(input: Shape): string {
  return `${requiredText(input, 'resourceId')} ${requiredText(input, 'httpMethod')}`;
}
