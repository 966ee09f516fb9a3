import { dirname, join, relative, resolve } from 'node:path';
import { UserError } from '../../language/diagnostics';
import { nearestAbove } from '../../language/paths';
import { type ExecutionSource, endpointSource } from '../../ui';
import { callersFolder } from '../arguments';
import { localAwsEntry, localAwsMissing } from '../local-aws-package';
import type { UiFlags } from './ui-flags';

/** Returns the source that the options name: one of an endpoint, an account or a state folder. Throws a UserError. */
export async function chooseSource({ env, state, endpoint, aws, region, write }: UiFlags): Promise<ExecutionSource> {
  const chosen = [endpoint === undefined ? '' : '--endpoint', state === undefined ? '' : '--state', aws ? '--aws' : ''];
  const named = chosen.filter((option) => option !== '');
  if (named.length > 1)
    throw new UserError(`${named.join(' and ')} name different sources`, { help: 'use one of them' });
  if (!aws && (region !== undefined || write)) throw new UserError('--region and --write require --aws');
  if (endpoint !== undefined) return endpointSource(endpoint);
  if (aws)
    return localAws('asl ui --aws reads accounts with clients of the AWS SDK').awsSource(
      region === undefined ? {} : { region },
    );
  const { folderSource } = localAws('asl ui reads local environments with embedded AWS services');
  const cwd = callersFolder();
  if (state !== undefined) {
    const runCommand = `npx asl local serve --state ${state} & npx asl ui --endpoint http://127.0.0.1:8083`;
    return folderSource(resolve(cwd, state), { label: state, runCommand });
  }
  const folder = environmentFolder(cwd, env);
  const path = relative(cwd, folder);
  return folderSource(folder, {
    label: `${env}, ${path}`,
    runCommand: `npx asl local serve --env ${env} --state ${path}`,
  });
}

/** Where a project keeps a local environment; a folder without a project has none yet, and shows that. */
function environmentFolder(cwd: string, env: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(env)) throw new UserError(`\`${env}\` cannot be the name of an environment`);
  const project = nearestAbove(resolve(cwd), 'cdktf.json');
  return join(project === undefined ? cwd : dirname(project), '.local', env);
}

function localAws(what: string) {
  const path = localAwsEntry('ui');
  if (path === undefined) throw localAwsMissing(what);
  return require(path) as typeof import('@document-pipelines/local-aws/ui');
}
