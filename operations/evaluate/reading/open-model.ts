import {
  CannotRunError,
  type Console,
  chooseConverse,
  findProject,
  projectModules,
} from '@document-pipelines/local-aws/environment';
import type { Converse } from '@document-pipelines/local-aws/services/bedrock';
import type { Identity } from './identity';

/** Options of opening a model. */
export interface OpenModelOptions {
  readonly cwd: string;
  readonly modelServer?: string;
  readonly allowRemote: boolean;
  readonly console: Console;
  readonly signal: AbortSignal;
}

/** The model of an identity. Throws CannotRunError for a server that cannot be reached, or does not list it. */
export async function openModel(identity: Identity, options: OpenModelOptions): Promise<Converse> {
  const { modelServer, allowRemote, console, signal } = options;
  const { modelAsked: model, from, settings } = identity;
  const onWarning = (message: string): void => console.say(`warning: ${message}`);
  const context = { onWarning, signal, region: String(settings['region']) };
  const server = { model, allowRemote, ...(modelServer === undefined ? {} : { modelServer }) };
  const choice = from === 'offline' ? {} : from === 'bedrock' ? { live: ['bedrock'] } : server;
  return (await chooseConverse(choice, context)) ?? offlineModel(options.cwd);
}

/** The project's own model, which `offline` names. */
function offlineModel(cwd: string): Converse {
  const { converse } = projectModules(findProject(cwd));
  if (converse === undefined) throw new CannotRunError('`offline` requires `local.converse` in asl.config.yaml');
  return converse;
}
