import { join } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { environmentNames } from '../../environments';
import { commands, listEnvironments } from './commands';
import { CommandFailed, type Project } from './project';

/**
 * Runs `list` (also `list --json`), or `plan`, `apply`, `destroy` or `state migrate` of one environment. Throws
 * UserError naming the valid choices.
 */
export async function runCommand(project: Project, parameters: readonly string[]): Promise<void> {
  if (parameters[0] === 'list') {
    listEnvironments(project, { asJson: parameters[1] === '--json' });
    return;
  }
  const { name, options, environments } = readParameters(parameters);
  const run = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (run === undefined) {
    throw new UserError(`there is no command \`${name}\`; available: ${[...Object.keys(commands), 'list'].join(', ')}`);
  }
  const accepted = name === 'destroy' ? ['--yes'] : [];
  const unknown = options.find((option) => !accepted.includes(option)) ?? environments[1];
  if (unknown !== undefined) {
    const valid = [...accepted, 'the name of one environment'].join(' and ');
    throw new UserError(`${name} does not accept \`${unknown}\`; it accepts ${valid}`);
  }
  const environment = knownEnvironment(project, name, environments[0]);
  try {
    await run(project, environment, { yes: options.includes('--yes') });
  } catch (error) {
    if (!(error instanceof CommandFailed) || error.help !== undefined) throw error;
    throw error.withHelp(`fix the cause, and run ${invocation(name, environment)} again`);
  }
}

function invocation(name: string, environment: string): string {
  const [script, ...words] = [...name.split(' '), environment];
  return `npm run ${script} -- ${words.join(' ')}`;
}

/** The name of a command has one word, that of `state migrate` two. */
function readParameters(parameters: readonly string[]): Parameters {
  const words = parameters.filter((each) => !each.startsWith('-'));
  const length = words[0] === 'state' ? 2 : 1;
  return {
    name: words.slice(0, length).join(' '),
    options: parameters.filter((each) => each.startsWith('-')),
    environments: words.slice(length),
  };
}

interface Parameters {
  readonly name: string;
  readonly options: readonly string[];
  readonly environments: readonly string[];
}

function knownEnvironment(project: Project, name: string, environment: string | undefined): string {
  const known = environmentNames(join(project.root, 'environments'));
  if (environment === undefined) {
    const example = invocation(name, known[0] ?? '<name>');
    throw new UserError(`which environment? ${example} (available: ${known.join(', ')})`);
  }
  if (!known.includes(environment)) {
    throw new UserError(`there is no environment \`${environment}\`; available: ${known.join(', ')}`);
  }
  return environment;
}
