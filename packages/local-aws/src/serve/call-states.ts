import { type Caller, ServiceError, type Services } from '../services';
import type { States } from '../services/states';
import type { ServedStates } from './served-states';

const operator: Caller = { kind: 'operator' };

/** Calls Step Functions as the operator. A worker that disconnects leaves its task to another. */
export function callStates(states: States, services: Services): ServedStates['call'] {
  return async (operation, input, gone) => {
    if (!Object.hasOwn(states.service.operations, operation))
      throw new ServiceError('UnknownOperationException', `Step Functions has no operation ${operation}`);
    return services.call('states', operation, input, operator, operation === 'GetActivityTask' ? gone?.() : undefined);
  };
}
