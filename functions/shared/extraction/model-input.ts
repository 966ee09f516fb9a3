import { type Environment, requiredWholeNumber } from '../platform/environment';
import { type PersonalDataKind, personalDataKinds } from '../redaction/personal-data';
import type { ModelInput } from './stored-extraction';

/**
 * Reads from a function's environment which part of a text a model receives. Throws an Error naming the variable that
 * is wrong.
 */
export function modelInput(environment: Environment): ModelInput {
  return {
    maxBytes: requiredWholeNumber(environment, 'PART_MAX_BYTES'),
    maxCharacters: requiredWholeNumber(environment, 'PART_MAX_CHARACTERS'),
    maxParts: requiredWholeNumber(environment, 'MAX_PARTS'),
    redactedKinds: redactedKinds(environment),
  };
}

/**
 * Reads from a function's environment which personal data must not be sent to a model. Throws an Error naming an
 * unknown type.
 */
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
