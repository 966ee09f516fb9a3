import { optionalShape, requiredText, shapesOf, textsByName } from '../../input';
import type { Shape } from '../../service';
import type { Throttle } from '../../token-bucket';
import type { Stage } from '../rest-api';
import { idOf, type RestApis } from '../rest-apis';
import { badRequest, definedProperty, notModelled, type Runs } from './run';

/** Deployments and stages. `url` is the local address: `http://127.0.0.1:<port>/_rest-api`. */
export function stageOperations(apis: RestApis, url: string): Runs {
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
        ...definedProperty('accessLog', accessLogOf(input)),
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

function accessLogOf(input: Shape): Stage['accessLog'] {
  const settings = optionalShape(input, 'accessLogSettings');
  if (settings === undefined) return undefined;
  const logGroupName = requiredText(settings, 'destinationArn').split(':log-group:')[1] ?? 'access';
  return { logGroupName: logGroupName.replace(/:\*$/, ''), format: requiredText(settings, 'format') };
}
