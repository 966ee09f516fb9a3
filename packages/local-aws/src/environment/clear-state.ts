import { existsSync, rmSync } from 'node:fs';
import { lockState } from '../state-lock';

/** Removes everything an environment's runs left. Throws StateInUseError while another process works there. */
export function clearState(stateFolder: string): void {
  if (!existsSync(stateFolder)) return;
  lockState(stateFolder, 'asl local clean');
  rmSync(stateFolder, { recursive: true, force: true });
}
