import { existsSync } from 'node:fs';
import { clearState } from '../environment/clear-state';
import type { EnvironmentOptions } from '../environment/open-environment';
import { findProject, stateFolderOf } from '../environment/project';

/** `asl local clean`: removes everything the runs of an environment left. Throws StateInUseError while another process works there. */
export async function cleanEnvironment({ cwd, environment, console }: EnvironmentOptions): Promise<0> {
  const stateFolder = stateFolderOf(findProject(cwd), environment);
  const wasThere = existsSync(stateFolder);
  clearState(stateFolder);
  console.say(wasThere ? `removed ${stateFolder}` : `there is no ${stateFolder}`);
  return 0;
}
