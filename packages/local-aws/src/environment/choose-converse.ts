import { ServiceError } from '../services';
import {
  type Converse,
  createLiveBedrock,
  createModelServer,
  listModels,
  type ModelServer,
  readServerAddress,
  type ServerAddress,
} from '../services/bedrock';
import { CannotRunError } from './cannot-run-error';
import type { Console } from './console';

/** Which model is used. */
export interface ModelChoice {
  /** `bedrock`, `textract`: what is called on AWS. */
  readonly live?: readonly string[];
  /** The URL of an OpenAI-compatible server. */
  readonly modelServer?: string;
  /** A model that this server lists. */
  readonly model?: string;
  /** Whether the server may be on another computer. */
  readonly allowRemote?: boolean;
}

/** Options of calling the model. */
export interface ModelContext {
  /** Of Bedrock itself. */
  readonly region?: string;
  readonly onWarning: (message: string) => void;
  readonly signal: AbortSignal;
}

/** The environment variable with the key of a model server. */
export const apiKeyVariable = 'MODEL_SERVER_API_KEY';

/** The model that was chosen; undefined without a choice. Throws CannotRunError: a server has to be reached and to list its model. */
export async function chooseConverse(choice: ModelChoice, context: ModelContext): Promise<Converse | undefined> {
  if (choice.modelServer !== undefined) return serverModel(choice.modelServer, choice, context);
  const lone = (['model', 'allowRemote'] as const).find((name) => choice[name] !== undefined && choice[name] !== false);
  if (lone !== undefined) {
    throw new CannotRunError(`${lone === 'model' ? '--model' : '--allow-remote'} requires --model-server`);
  }
  if (choice.live?.includes('bedrock') !== true) return undefined;
  const { BedrockRuntimeClient } = await import('@aws-sdk/client-bedrock-runtime');
  return createLiveBedrock(new BedrockRuntimeClient(context.region === undefined ? {} : { region: context.region }));
}

/**
 * Returns the model of a command without `--live`, and prints where prompts are sent. Returns an empty object if no model
 * was chosen.
 */
export async function openConverse(
  choice: ModelChoice = {},
  { console, signal }: { readonly console: Pick<Console, 'say'>; readonly signal: AbortSignal },
): Promise<{ readonly converse?: Converse }> {
  const onWarning = (message: string): void => console.say(`warning: ${message}`);
  const converse = await chooseConverse(choice, { onWarning, signal });
  if (converse === undefined) return {};
  console.say(`  ${converse.description}`);
  return { converse };
}

async function serverModel(
  url: string,
  { live, model, allowRemote = false }: ModelChoice,
  { onWarning, signal }: ModelContext,
): Promise<Converse> {
  if (live?.includes('bedrock') === true)
    throw new CannotRunError('--live bedrock and --model-server cannot be used together');
  const address = addressOf(url, allowRemote);
  const server = { baseUrl: address.baseUrl, ...apiKey() };
  const models = await modelsOf(server, signal);
  const found = models.find((id) => id === model) ?? models.find((id) => id === `${model}:latest`);
  if (found === undefined) throw unknownModel(model, server, models);
  return createModelServer({ ...server, model: found, where: whereabouts(address), onWarning });
}

type UsableAddress = Exclude<ServerAddress, { readonly problem: string }>;

function addressOf(url: string, allowRemote: boolean): UsableAddress {
  const address = readServerAddress(url);
  // A string that is not a usable URL may contain a password.
  if ('problem' in address) throw new CannotRunError(`--model-server cannot be used: ${address.problem}`);
  if (address.isLoopback || allowRemote) return address;
  throw new CannotRunError(
    `--model-server ${address.baseUrl} is not on this computer, and prompts would be sent there: allow it with --allow-remote`,
  );
}

function whereabouts({ isLoopback, isEncrypted }: UsableAddress): string {
  if (isLoopback) return 'on this computer';
  return isEncrypted ? 'another computer' : 'another computer, not encrypted';
}

/** Absent or empty: requests do not have a key. */
function apiKey(): Pick<ModelServer, 'apiKey'> {
  const key = process.env[apiKeyVariable]?.trim();
  if (key === undefined || key === '') return {};
  if (/^[\x21-\x7e]+$/u.test(key)) return { apiKey: key };
  throw new CannotRunError(`${apiKeyVariable} must have printable ASCII characters only, without spaces`);
}

async function modelsOf(server: ModelServer, signal: AbortSignal): Promise<readonly string[]> {
  try {
    return await listModels(server, signal);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const help: Readonly<Record<string, string>> = {
      AccessDeniedException: `set the key of the server as ${apiKeyVariable}`,
      ResourceNotFoundException: 'use the address of its OpenAI-compatible API, which usually ends in /v1',
      ServiceUnavailableException: 'start the server, or correct the address',
    };
    const details = help[error.name];
    throw new CannotRunError(error.message, details === undefined ? [] : [details]);
  }
}

function unknownModel(model: string | undefined, { baseUrl }: ModelServer, models: readonly string[]): CannotRunError {
  const listed = models.length === 0 ? 'it lists no model' : `it lists: ${[...models].sort().join(', ')}`;
  const what = model === undefined ? '--model-server needs --model' : `there is no model ${model}`;
  return new CannotRunError(`${what} at ${baseUrl}; ${listed}`);
}
