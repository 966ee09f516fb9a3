import type { Json } from '@document-pipelines/asl/definition';
import { ServiceError } from '../../../service';

/** Bytes of UTF-8 of an execution's input and of a task's output. */
const maxDataBytes = 262_144;

/** Parses an execution's input; `{}` if it is absent. Throws InvalidExecutionInput. */
export function executionInput(text: unknown): Json {
  if (text === undefined || text === null) return {};
  return parseBounded(
    String(text),
    (message) => new ServiceError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${message}'`),
  );
}

/** Parses a task's output. Throws InvalidOutput. */
export function taskOutput(text: unknown): Json {
  return parseBounded(String(text), (message) => new ServiceError('InvalidOutput', `Invalid Output: '${message}'`));
}

function parseBounded(text: string, refuse: (message: string) => ServiceError): Json {
  if (text.length * 3 > maxDataBytes && Buffer.byteLength(text) > maxDataBytes)
    throw refuse(`the text is longer than ${maxDataBytes} bytes of UTF-8`);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
}
