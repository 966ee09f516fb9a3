import type { JsonObject } from '../../definition';
import { regionalArn } from '../deployment-target';
import { arns, type Grant } from '../grant';
import { resourcesNamed, type ServiceCall } from '../task-call';
import type { IntegrationRules } from './rule';

/** Calls of HTTP APIs: an own API Gateway, or any endpoint through an EventBridge connection. */
export const httpRules: IntegrationRules = {
  'apigateway:invoke': (call) => {
    const auth = call.arguments.value('AuthType');
    const unsigned = auth.kind === 'absent' || (auth.kind === 'text' && auth.text === 'NO_AUTH');
    return unsigned ? [] : [{ actions: ['execute-api:Invoke'], resources: apiResources(call) }];
  },
  'http:invoke': (call) => [endpoint(call), connection(call), secret(call)],
};

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html */
function apiResources({ target, arguments: given }: ServiceCall) {
  const text = (name: string, otherwise: string) => {
    const value = given.value(name);
    if (value.kind === 'absent') return otherwise;
    return value.kind === 'arns' ? '*' : value.text;
  };
  const host = text('ApiEndpoint', '*');
  const api = host.split('.')[0] || '*';
  const path = text('Path', '').replace(/^\//, '');
  const resource = [api, text('Stage', '*'), text('Method', '*'), path].filter((part) => part !== '').join('/');
  return arns([regionalArn(target, 'execute-api', resource)]);
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html#connect-http-task-permissions */
function endpoint({ target, arguments: given }: ServiceCall): Grant {
  const method = given.value('Method');
  const url = given.value('ApiEndpoint');
  const condition: Record<string, JsonObject> = {};
  if (method.kind === 'text') condition['StringEquals'] = { 'states:HTTPMethod': method.text };
  if (url.kind === 'text' || url.kind === 'pattern') condition['StringLike'] = { 'states:HTTPEndpoint': url.text };
  const resource = regionalArn(target, 'states', `stateMachine:${target.stateMachineName}`);
  return {
    actions: ['states:InvokeHTTPEndpoint'],
    resources: arns([resource]),
    ...(Object.keys(condition).length === 0 ? {} : { condition }),
  };
}

function connectionValue({ arguments: given }: ServiceCall) {
  if (given.has('Authentication', 'ConnectionArn')) return given.value('Authentication', 'ConnectionArn');
  return given.value('InvocationConfig', 'ConnectionArn');
}

function connection(call: ServiceCall): Grant {
  const resources = resourcesNamed(connectionValue(call), (name) =>
    regionalArn(call.target, 'events', `connection/${name}`),
  );
  return { actions: ['events:RetrieveConnectionCredentials'], resources };
}

function secret({ target }: ServiceCall): Grant {
  return {
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
    resources: arns(
      [regionalArn(target, 'secretsmanager', 'secret:events!connection/*')],
      'EventBridge keeps the credentials there',
    ),
  };
}
