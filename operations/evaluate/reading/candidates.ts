import type { JsonObject } from '@document-pipelines/asl/definition';
import { CannotRunError } from '@document-pipelines/local-aws/environment';
import { readServerAddress } from '@document-pipelines/local-aws/services/bedrock';
import { digestOf } from '../digest';
import type { EvaluatedApp } from './evaluated-app';
import type { Identity } from './identity';
import { type PromptedDefinition, withPromptVersion } from './prompt-version';
import { toolVersion } from './tool-version';

/** Which models and prompts are compared. */
export interface CandidateChoice {
  /** Bedrock model IDs, `offline`, or names that a server lists. If empty, the environment and the other options decide. */
  readonly models: readonly string[];
  /** If empty, the versions that the definition names. */
  readonly prompts: readonly string[];
  readonly live: readonly string[];
  readonly modelServer?: string;
}

/** A model with a version of the prompts: what is evaluated. */
export interface Candidate {
  readonly identity: Identity;
  readonly definition: JsonObject;
}

const offline = 'offline';

/** Returns every model with every prompt version, without calling any. Throws CannotRunError for what cannot be chosen. */
export function candidatesOf(choice: CandidateChoice, app: EvaluatedApp, projectRoot: string): readonly Candidate[] {
  const models = modelsOf(choice, app).map((modelAsked) => ({ modelAsked, from: answersFrom(modelAsked, choice) }));
  const versions: readonly PromptedDefinition[] =
    choice.prompts.length === 0 ? [app] : choice.prompts.map((version) => withPromptVersion(app, version, projectRoot));
  const version = toolVersion();
  const candidates = models.flatMap((model) =>
    versions.map(({ definition, prompts }) => ({
      definition,
      identity: {
        ...model,
        prompts,
        definition: digestOf(definition),
        functions: app.functions,
        settings: app.settings,
        toolVersion: version,
      },
    })),
  );
  return [...new Map(candidates.map((candidate) => [digestOf(candidate.identity), candidate])).values()];
}

function modelsOf({ models, live, modelServer }: CandidateChoice, { modelId }: EvaluatedApp): readonly string[] {
  const unknown = live.find((name) => name !== 'bedrock');
  if (unknown !== undefined) throw new CannotRunError(`--live accepts bedrock here, not ${unknown}`);
  if (live.length > 0 && modelServer !== undefined)
    throw new CannotRunError('--live bedrock and --model-server cannot be used together');
  if (models.length > 0) return models;
  if (modelServer !== undefined) throw new CannotRunError('--model-server needs --model: a name that it lists');
  return [live.length > 0 ? modelId : offline];
}

function answersFrom(model: string, { live, modelServer }: CandidateChoice): string {
  if (model === offline) return offline;
  if (live.length > 0) return 'bedrock';
  if (modelServer === undefined) {
    const help = `${model} is a model of Bedrock or of a server: add --live bedrock or --model-server URL`;
    throw new CannotRunError(`${help}; without them there is \`${offline}\` alone`);
  }
  const address = readServerAddress(modelServer);
  // A string that is not a usable URL may contain a password.
  if ('problem' in address) throw new CannotRunError(`--model-server cannot be used: ${address.problem}`);
  return address.baseUrl;
}
