import { chooseConverse } from '../../run/documents/choose-converse';
import type { Console } from '../../run/environment/console';
import type { Converse } from '../../services/bedrock';
import type { Identity } from './identity';

/** Options of opening a model. */
export interface OpenOptions {
  readonly modelServer?: string;
  readonly allowRemote: boolean;
  readonly console: Console;
  readonly signal: AbortSignal;
}

/** The model of an identity. Throws CannotRunError for a server that cannot be reached, or does not list it. */
export function openModel(identity: Identity, options: OpenOptions): Promise<Converse> {
  const { modelServer, allowRemote, console, signal } = options;
  const { modelAsked: model, from, settings } = identity;
  const onWarning = (message: string): void => console.say(`warning: ${message}`);
  const context = { onWarning, signal, region: String(settings['region']) };
  if (from === 'offline') return chooseConverse({}, context);
  if (from === 'bedrock') return chooseConverse({ live: ['bedrock'] }, context);
  return chooseConverse({ model, allowRemote, ...(modelServer === undefined ? {} : { modelServer }) }, context);
}
