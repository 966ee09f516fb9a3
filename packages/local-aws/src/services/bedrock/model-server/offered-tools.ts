import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import Ajv, { type ValidateFunction } from 'ajv/dist/2020';
import { messageOf } from '../../message-of';
import { ServiceError } from '../../service';
import { type ConverseRequest, forcedTool, type ToolSpec } from '../converse-shapes';

/** The tools that a request offers a model server, and what counts as a call of one. */
export interface OfferedTools {
  /** Of a forced tool, only this one. */
  readonly specs: readonly ToolSpec[];
  /** Whether one must be used. */
  readonly isRequired: boolean;
  /** Returns the input of a call, or undefined for an unknown name, arguments that cannot be parsed, and what the schema rejects. */
  inputOf(name: string, written: unknown): JsonObject | undefined;
}

/** Reads the tools of a request. Throws ValidationException for a schema that cannot be compiled, and for a forced tool that is not offered. */
export function offeredTools(request: ConverseRequest): OfferedTools {
  const all = request.toolConfig?.tools.map(({ toolSpec }) => toolSpec) ?? [];
  const forced = forcedTool(request);
  const isNamed = request.toolConfig?.toolChoice !== undefined && 'tool' in request.toolConfig.toolChoice;
  const specs = forced !== undefined && isNamed ? [forced] : all;
  const validators = new Map(specs.map((spec) => [spec.name, validatorOf(spec)]));
  return {
    specs,
    isRequired: forced !== undefined,
    inputOf(name, written) {
      const input = typeof written === 'string' ? parseArguments(written) : (written as Json | undefined);
      return input !== undefined && isJsonObject(input) && validators.get(name)?.(input) === true ? input : undefined;
    },
  };
}

function validatorOf({ name, inputSchema }: ToolSpec): ValidateFunction {
  try {
    // A schema may name an older draft, whose keywords mean the same here.
    const { $schema: _, ...schema } = inputSchema.json as { readonly $schema?: unknown };
    return new Ajv({ strict: false, validateFormats: false }).compile(schema);
  } catch (error) {
    const message = `the input schema of the tool ${name} cannot be used: ${messageOf(error)}`;
    throw new ServiceError('ValidationException', message);
  }
}

function parseArguments(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
