import { memberOf } from '@document-pipelines/asl/definition';
import { optionalText, requiredText, textsByName } from '../../input';
import { customisableTypes } from '../requests/gateway-responses';
import { compileSchema } from '../requests/validate-body';
import { idOf, type RestApis } from '../rest-apis';
import { definedProperty, notModelled, type Runs } from './run';

/** An API, its resources, models, validators and gateway responses. */
export function restApiOperations(apis: RestApis): Runs {
  return {
    CreateRestApi(input) {
      if ((optionalText(input, 'apiKeySource') ?? 'HEADER') !== 'HEADER') throw notModelled('apiKeySource AUTHORIZER');
      const { id, rootResourceId } = apis.addApi(requiredText(input, 'name'));
      return { id, rootResourceId };
    },
    CreateResource(input) {
      const pathPart = requiredText(input, 'pathPart');
      if (pathPart.startsWith('{')) throw notModelled('path parameters');
      const parent = memberOf(apis.api(input['restApiId']).content.resources, requiredText(input, 'parentId')) ?? '';
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
      const settings = {
        ...definedProperty('statusCode', optionalText(input, 'statusCode')),
        ...definedProperty('template', template),
      };
      apis.changeContent(input['restApiId'], ({ gatewayResponses }) => ({
        gatewayResponses: { ...gatewayResponses, [type]: settings },
      }));
      return {};
    },
  };
}
