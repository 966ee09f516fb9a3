import { quoteWord } from '../../operator-commands';

/** What an evaluation was asked for. */
export interface EvaluateChoice {
  /** A folder of documents with labels. */
  readonly dataset: string;
  readonly models: readonly string[];
  readonly prompts: readonly string[];
  readonly live: readonly string[];
  readonly modelServer?: string;
  readonly allowRemote: boolean;
  readonly environment: string;
  /** Readings of each document. */
  readonly repeat: number;
  readonly baseline?: string;
  /** Whether values of documents are shown. */
  readonly values: boolean;
}

/** Returns the command that evaluates the same again. It asks before it spends something, and leaves the baseline as it is. */
export function evaluateCommand(choice: EvaluateChoice): string {
  const { dataset, models, prompts, live, modelServer, allowRemote, environment, repeat, baseline, values } = choice;
  const options: readonly (readonly string[])[] = [
    ...live.map((name) => ['--live', name]),
    ...(modelServer === undefined ? [] : [['--model-server', modelServer]]),
    ...(allowRemote ? [['--allow-remote']] : []),
    ...models.map((model) => ['--model', model]),
    ...prompts.map((prompt) => ['--prompt', prompt]),
    ...(environment === 'dev' ? [] : [['--env', environment]]),
    ...(repeat === 1 ? [] : [['--repeat', String(repeat)]]),
    ...(baseline === undefined ? [] : [['--baseline', baseline]]),
    ...(values ? [['--values']] : []),
  ];
  return ['npx', 'pipelines', 'evaluate', ...[dataset, ...options.flat()].map(quoteWord)].join(' ');
}
