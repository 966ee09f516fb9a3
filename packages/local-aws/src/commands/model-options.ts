import type { Command } from 'commander';

/** What the options of {@link addModelOptions} have set. */
export interface ModelFlags {
  readonly modelServer?: string;
  readonly model?: string;
  readonly allowRemote: boolean;
}

/** Adds the options that choose a model server instead of the project's own model. */
export function addModelOptions(command: Command): Command {
  return command
    .option(
      '--model-server <url>',
      'an OpenAI-compatible server that answers Converse: Ollama, llama.cpp, vLLM, LM Studio (its key: MODEL_SERVER_API_KEY)',
    )
    .option('--model <name>', 'with --model-server: a model that the server lists')
    .option('--allow-remote', 'with --model-server: allow another computer, which then receives the prompts', false);
}

/** Returns the options for a command of the local environment. */
export function modelChoice({ modelServer, model, allowRemote }: ModelFlags) {
  return {
    ...(modelServer === undefined ? {} : { modelServer }),
    ...(model === undefined ? {} : { model }),
    allowRemote,
  };
}
