import { existsSync } from 'node:fs';
import type { EnvironmentOptions } from './environment/open-environment';
import { findProject, stateFolderOf } from './environment/project';
import { clearState } from './environment/clear-state';

/** `asl local clean`: removes everything the runs of an environment left. Throws StateInUseError while another process works there. */
export async function clean({ cwd, environment, console }: EnvironmentOptions): Promise<0> {
  const stateFolder = stateFolderOf(findProject(cwd), environment);
  const wasThere = existsSync(stateFolder);
  clearState(stateFolder);
  console.say(wasThere ? `removed ${stateFolder}` : `there is no ${stateFolder}`);
  return 0;
}
