import { optionalNumber, optionalShape, optionalText, requiredText, shapesOf, textsByName } from '../input';
import { type Operation, ServiceError, type Shape } from '../service';
import { parseTemplate } from './mapping/check-template';
import { customisableTypes } from './requests/gateway-responses';
import { compileSchema } from './requests/validate-body';
import type { Integration, Method, Stage, Throttle } from './rest-api';
import { idOf, type RestApis } from './rest-apis';

/** What the operations need to know of where they are. */
export interface ControlPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** `http://127.0.0.1:<port>/_rest-api`. */
  readonly url: string;
}

/** The operations by which APIs are made, as far as the stacks need them, in the shapes of the SDK (`@aws-sdk/client-api-gateway`). */
export function controlOperations(apis: RestApis, place: ControlPlace): Readonly<Record<string, Operation>> {
  const resource = `arn:${place.partition}:apigateway:${place.region}::/restapis`;
  const operation = (run: (input: Shape) => Shape): Operation => ({
    permissions: () => [{ action: 'apigateway:POST', resource }],
    run: async (input) => run(input),
  });
  const { restApis, methods, stages, clients } = { ...operationsOn(apis, place) };
  return Object.fromEntries(
    Object.entries({ ...restApis, ...methods, ...stages, ...clients }).map(([name, run]) => [name, operation(run)]),
  );
}

type Run = (input: Shape) => Shape;
type Runs = Readonly<Record<string, Run>>;

function operationsOn(apis: RestApis, place: ControlPlace): Readonly<Record<string, Runs>> {
  return {
    restApis: restApiOperations(apis),
    methods: methodOperations(apis),
    stages: stageOperations(apis, place),
    clients: clientOperations(apis),
  };
}

function restApiOperations(apis: RestApis): Runs {
  return {
    CreateRestApi(input) {
      if ((optionalText(input, 'apiKeySource') ?? 'HEADER') !== 'HEADER') throw notModelled('apiKeySource AUTHORIZER');
      const { id, rootResourceId } = apis.addApi(requiredText(input, 'name'));
      return { id, rootResourceId };
    },
    CreateResource(input) {
      const pathPart = requiredText(input, 'pathPart');
      if (pathPart.startsWith('{')) throw notModelled('path parameters');
      const parent = apis.api(input['restApiId']).content.resources[requiredText(input, 'parentId')] ?? '';
      const path = `${parent === '/' ? '' : parent}/${pathPart}`;
      const id = idOf(`${String(input['restApiId'])} ${path}`, 6);
      apis.changeContent(input['restApiId'], ({ resources }) => ({ resources: { ...resources, [id]: path } }));
      return { id, path };
    },
    CreateModel(input) {
      const schema = JSON.parse(requiredText(input, 'schema')) as object;
      compileSchema(schema);
      const name = requiredText(input, 'name');
      apis.changeContent(input['restApiId'], ({ models }) => ({ models: { ...models, [name]: schema } }));
      return { id: name, name };
    },
    CreateRequestValidator(input) {
      if (input['validateRequestParameters'] === true) throw notModelled('validation of parameters');
      const id = idOf(`validator ${String(input['restApiId'])} ${requiredText(input, 'name')}`, 6);
      const isOn = input['validateRequestBody'] === true;
      apis.changeContent(input['restApiId'], ({ validators }) => ({ validators: { ...validators, [id]: isOn } }));
      return { id };
    },
    PutGatewayResponse(input) {
      const type = requiredText(input, 'responseType');
      if (!customisableTypes.includes(type)) throw notModelled(`the gateway response ${type}`);
      const { 'application/json': template, ...others } = textsByName(input, 'responseTemplates');
      if (Object.keys(others).length > 0) throw notModelled('gateway responses of other types than application/json');
      const settings = { ...given('statusCode', optionalText(input, 'statusCode')), ...given('template', template) };
      apis.changeContent(input['restApiId'], ({ gatewayResponses }) => ({
        gatewayResponses: { ...gatewayResponses, [type]: settings },
      }));
      return {};
    },
  };
}

function methodOperations(apis: RestApis): Runs {
  const change = (input: Shape, changed: (method: Method) => Method): void => {
    const name = methodName(input);
    apis.changeContent(input['restApiId'], ({ methods }) => {
      const method = methods[name];
      if (method === undefined) throw new ServiceError('NotFoundException', 'Invalid Method identifier specified', 404);
      return { methods: { ...methods, [name]: changed(method) } };
    });
  };
  return {
    PutMethod(input) {
      const authorization = requiredText(input, 'authorizationType');
      if (authorization !== 'NONE' && authorization !== 'AWS_IAM') throw notModelled(`authorisation ${authorization}`);
      const method: Method = {
        path: apis.api(input['restApiId']).content.resources[requiredText(input, 'resourceId')] ?? '',
        httpMethod: requiredText(input, 'httpMethod'),
        authorization,
        apiKeyRequired: input['apiKeyRequired'] === true,
        ...given('requestValidatorId', optionalText(input, 'requestValidatorId')),
        requestModels: textsByName(input, 'requestModels'),
        responses: [],
      };
      apis.changeContent(input['restApiId'], ({ methods }) => ({
        methods: { ...methods, [methodName(input)]: method },
      }));
      return {};
    },
    // It says which statuses an answer may have: those of the integration's answers are checked by nobody.
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
        ...given('selectionPattern', optionalText(input, 'selectionPattern')),
        responseTemplates,
      };
      change(input, (method) => ({ ...method, responses: [...method.responses, response] }));
      return {};
    },
  };
}

function stageOperations(apis: RestApis, { url }: ControlPlace): Runs {
  return {
    CreateDeployment(input) {
      const { content } = apis.api(input['restApiId']);
      const incomplete = Object.values(content.methods).filter((method) => method.integration === undefined);
      if (Object.keys(content.methods).length === 0) throw badRequest("The REST API doesn't contain any methods");
      if (incomplete.length > 0) throw badRequest('No integration defined for method');
      const id = idOf(`deployment ${JSON.stringify(content)}`, 6);
      apis.change(input['restApiId'], ({ deployments }) => ({ deployments: { ...deployments, [id]: content } }));
      return { id };
    },
    CreateStage(input) {
      const { id } = apis.api(input['restApiId']);
      const name = requiredText(input, 'stageName');
      const stage: Stage = {
        deploymentId: requiredText(input, 'deploymentId'),
        variables: textsByName(input, 'variables'),
        ...given('accessLog', accessLogOf(input)),
      };
      apis.change(id, ({ stages }) => ({ stages: { ...stages, [name]: stage } }));
      return { stageName: name, invokeUrl: `${url}/${id}/${name}` };
    },
    /** Of AWS's patch operations: the throttle of all methods. */
    UpdateStage(input) {
      const values = Object.fromEntries(shapesOf(input, 'patchOperations').map(({ path, value }) => [path, value]));
      const { '/*/*/throttling/rateLimit': rateLimit, '/*/*/throttling/burstLimit': burstLimit, ...others } = values;
      if (Object.keys(others).length > 0) throw notModelled(`the stage's setting ${Object.keys(others).join(', ')}`);
      const throttle: Throttle = { rateLimit: Number(rateLimit), burstLimit: Number(burstLimit) };
      const name = requiredText(input, 'stageName');
      const stage = apis.stage(input['restApiId'], name);
      apis.change(input['restApiId'], ({ stages }) => ({ stages: { ...stages, [name]: { ...stage, throttle } } }));
      return {};
    },
  };
}

function clientOperations(apis: RestApis): Runs {
  return {
    CreateApiKey(input) {
      if (input['value'] !== undefined) throw notModelled('a key whose value is given');
      const { id, value } = apis.addKey(requiredText(input, 'name'), input['enabled'] !== false);
      return { id, value };
    },
    GetApiKey(input) {
      const { value, ...shown } = apis.key(input['apiKey']);
      return input['includeValue'] === true ? { ...shown, value } : shown;
    },
    CreateUsagePlan(input) {
      const quota = optionalShape(input, 'quota');
      if (quota !== undefined && quota['period'] !== 'DAY') throw notModelled('a quota of another period than DAY');
      const throttle = optionalShape(input, 'throttle');
      const { id } = apis.addPlan({
        name: requiredText(input, 'name'),
        stages: shapesOf(input, 'apiStages').map(({ apiId, stage }) => `${String(apiId)}/${String(stage)}`),
        ...given('throttle', throttle === undefined ? undefined : throttleOf(throttle)),
        ...given('dailyQuota', quota === undefined ? undefined : optionalNumber(quota, 'limit')),
      });
      return { id };
    },
    CreateUsagePlanKey(input) {
      apis.addToPlan(requiredText(input, 'usagePlanId'), requiredText(input, 'keyId'));
      return { id: input['keyId'] };
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

/** Parsed once, so that what cannot be evaluated is refused when it is put. */
function templatesOf(input: Shape, name: string): Readonly<Record<string, string>> {
  const templates = textsByName(input, name);
  for (const template of Object.values(templates)) parseTemplate(template);
  return templates;
}

function accessLogOf(input: Shape): Stage['accessLog'] {
  const settings = optionalShape(input, 'accessLogSettings');
  if (settings === undefined) return undefined;
  const logGroupName = requiredText(settings, 'destinationArn').split(':log-group:')[1] ?? 'access';
  return { logGroupName: logGroupName.replace(/:\*$/, ''), format: requiredText(settings, 'format') };
}

function throttleOf(shape: Shape): Throttle {
  return { rateLimit: Number(shape['rateLimit']), burstLimit: Number(shape['burstLimit']) };
}

function methodName(input: Shape): string {
  return `${requiredText(input, 'resourceId')} ${requiredText(input, 'httpMethod')}`;
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in Name]?: Value });
}

function badRequest(message: string): ServiceError {
  return new ServiceError('BadRequestException', message);
}

function notModelled(what: string): ServiceError {
  return new ServiceError('NotModelledError', `the stand-in of API Gateway does not model ${what}`, 501);
}
