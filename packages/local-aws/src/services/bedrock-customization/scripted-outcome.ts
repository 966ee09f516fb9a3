import { notScripted, type ScriptedCustomization, type ScriptSection } from '../bedrock-script';
import type { CreateCustomizationRequest } from './customization-requests';
import { objectAt } from './object-at';

/**
 * Returns how a job ends, from the first entry that matches its request. Throws NotModelledError that names the request if no entry
 * matches.
 */
export function scriptedOutcome(
  request: CreateCustomizationRequest,
  script: ScriptSection<ScriptedCustomization>,
): ScriptedCustomization {
  const asked = askedFor(request);
  const found = script.entries.find(
    ({ when: { trainingData, validationData, hyperParameters } }) =>
      (trainingData === undefined || trainingData === asked.trainingData) &&
      (validationData === undefined || validationData === asked.validationData) &&
      Object.entries(hyperParameters).every(([name, value]) => asked.hyperParameters[name] === value),
  );
  if (found !== undefined) return found;
  throw notScripted(`there is no scripted outcome of a customization job with ${JSON.stringify(asked)}`, script);
}

/** A request in the words of the script's `when`. */
function askedFor({ trainingDataConfig, validationDataConfig, hyperParameters = {} }: CreateCustomizationRequest) {
  const [validator] = validationDataConfig?.validators ?? [];
  return {
    trainingData: objectAt(trainingDataConfig.s3Uri).Key,
    ...(validator === undefined ? {} : { validationData: objectAt(validator.s3Uri).Key }),
    hyperParameters,
  };
}
