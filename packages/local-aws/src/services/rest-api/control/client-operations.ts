import { optionalNumber, optionalShape, requiredText, shapesOf } from '../../input';
import type { Shape } from '../../service';
import type { Throttle } from '../../token-bucket';
import type { RestApis } from '../rest-apis';
import { definedProperty, notModelled, type Runs } from './run';

/** Keys and usage plans. */
export function clientOperations(apis: RestApis): Runs {
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
        ...definedProperty('throttle', throttle === undefined ? undefined : throttleOf(throttle)),
        ...definedProperty('dailyQuota', quota === undefined ? undefined : optionalNumber(quota, 'limit')),
      });
      return { id };
    },
    CreateUsagePlanKey(input) {
      apis.addToPlan(requiredText(input, 'usagePlanId'), requiredText(input, 'keyId'));
      return { id: input['keyId'] };
    },
  };
}

function throttleOf(shape: Shape): Throttle {
  return { rateLimit: Number(shape['rateLimit']), burstLimit: Number(shape['burstLimit']) };
}
