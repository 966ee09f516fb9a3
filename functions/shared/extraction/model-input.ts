import { type Environment, requiredWholeNumber } from '../platform/environment';
import { type PersonalDataKind, personalDataKinds } from '../redaction/personal-data';
import type { ModelInput } from './stored-extraction';

/** Reads from a function's environment what a model is to be given of a text. Throws an Error naming the variable that is wrong. */
export function modelInput(environment: Environment): ModelInput {
  return {
    maxBytes: requiredWholeNumber(environment, 'PART_MAX_BYTES'),
    maxCharacters: requiredWholeNumber(environment, 'PART_MAX_CHARACTERS'),
    maxParts: requiredWholeNumber(environment, 'MAX_PARTS'),
    redactedKinds: redactedKinds(environment),
  };
}

/** Reads from a function's environment which personal data a model must not be sent. Throws an Error naming what is not a kind of it. */
export function redactedKinds(environment: Environment): readonly PersonalDataKind[] {
  return (environment['REDACTED_KINDS'] ?? '')
    .split(',')
    .filter((kind) => kind !== '')
    .map(knownKind);
}

function knownKind(name: string): PersonalDataKind {
  const kind = personalDataKinds.find((each) => each === name);
  if (kind !== undefined) return kind;
  throw new Error(`environment variable REDACTED_KINDS may hold ${personalDataKinds.join(', ')}; it holds: ${name}`);
}
