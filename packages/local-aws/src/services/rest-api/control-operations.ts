import type { Operation } from '../service';
import { clientOperations } from './control/client-operations';
import { methodOperations } from './control/method-operations';
import { restApiOperations } from './control/rest-api-operations';
import type { Run } from './control/run';
import { stageOperations } from './control/stage-operations';
import type { RestApis } from './rest-apis';

/** Dependencies of the operations. */
export interface RestApiEndpoint {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** `http://127.0.0.1:<port>/_rest-api`. */
  readonly url: string;
}

/** The operations that create APIs, with what the stacks use, in the shapes of the SDK (`@aws-sdk/client-api-gateway`). */
export function controlOperations(apis: RestApis, endpoint: RestApiEndpoint): Readonly<Record<string, Operation>> {
  const resource = `arn:${endpoint.partition}:apigateway:${endpoint.region}::/restapis`;
  const operation = (run: Run): Operation => ({
    permissions: () => [{ action: 'apigateway:POST', resource }],
    run: async (input) => run(input),
  });
  const runs = {
    ...restApiOperations(apis),
    ...methodOperations(apis),
    ...stageOperations(apis, endpoint.url),
    ...clientOperations(apis),
  };
  return Object.fromEntries(Object.entries(runs).map(([name, run]) => [name, operation(run)]));
}
