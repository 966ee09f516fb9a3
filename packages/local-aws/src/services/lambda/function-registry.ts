import { join } from 'node:path';
import { memberOf } from '@document-pipelines/asl/definition';
import { readJsonFile, writeJsonFile } from '../../json-file';
import type { FunctionConfiguration } from '../../lambda-host';
import { ServiceError } from '../service';
import type { FunctionReference } from './function-name';

/** Settings of asynchronous invocations of a function, version or alias. */
export interface EventInvokeConfig {
  /** Default 2. */
  readonly maximumRetryAttempts?: number;
  /** Default 21,600. */
  readonly maximumEventAgeInSeconds?: number;
  readonly onSuccess?: string;
  readonly onFailure?: string;
}

/** The stored settings of one function. Published versions stay for as long as the state folder does. */
export interface FunctionEntry {
  readonly latest: FunctionConfiguration;
  readonly versions: Readonly<Record<string, FunctionConfiguration>>;
  readonly aliases: Readonly<Record<string, string>>;
  /** Undefined: unlimited. */
  readonly reservedConcurrency?: number;
  /** By qualifier; `$LATEST` for the unqualified function. */
  readonly eventInvokeConfigs: Readonly<Record<string, EventInvokeConfig>>;
}

/** The functions of a state folder, each in `functions/<name>.json`. */
export interface FunctionRegistry {
  find(functionName: string): FunctionEntry | undefined;
  /** Throws ResourceNotFoundException. */
  get(reference: FunctionReference): FunctionEntry;
  put(entry: FunctionEntry): void;
  /** Returns the version that a reference resolves to. Throws ResourceNotFoundException. */
  resolve(reference: FunctionReference): FunctionConfiguration;
}

/** Reads and writes the functions of `folder`. */
export function createFunctionRegistry(folder: string): FunctionRegistry {
  const entries = new Map<string, FunctionEntry>();
  const fileOf = (functionName: string): string => join(folder, `${functionName}.json`);

  const registry: FunctionRegistry = {
    find(functionName) {
      const known = entries.get(functionName) ?? readJsonFile<FunctionEntry>(fileOf(functionName));
      if (known !== undefined) entries.set(functionName, known);
      return known;
    },
    get(reference) {
      return registry.find(reference.functionName) ?? notFound(reference);
    },
    put(entry) {
      entries.set(entry.latest.functionName, entry);
      writeJsonFile(fileOf(entry.latest.functionName), entry);
    },
    resolve(reference) {
      const { latest, versions, aliases } = registry.get(reference);
      const { qualifier } = reference;
      if (qualifier === undefined || qualifier === '$LATEST') return latest;
      return memberOf(versions, memberOf(aliases, qualifier) ?? qualifier) ?? notFound(reference);
    },
  };
  return registry;
}

function notFound({ functionArn, qualifier }: FunctionReference): never {
  const arn = qualifier === undefined ? functionArn : `${functionArn}:${qualifier}`;
  throw new ServiceError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
}
