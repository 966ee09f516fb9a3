import { keepLockFile, placeLockFile } from './lock-file';
import { type Project, stackFolder } from './project';
import { backendToMoveFrom, synthesisedBackend } from './state/backends';
import { stateElsewhereError } from './state/migrate-state';

/**
 * Synthesises an environment, initialises Terraform in its folder, and returns the folder. Throws UserError if its
 * state is still in another backend.
 */
export function prepareStack(project: Project, environment: string): string {
  project.synthesise();
  const stack = stackFolder(project, environment);
  const source = backendToMoveFrom(project.root, stack, environment);
  if (source !== undefined) throw stateElsewhereError(source, synthesisedBackend(stack), environment);
  placeLockFile(project.root, stack);
  project.terraform(stack, ['init', '-input=false'], 'print');
  keepLockFile(project.root, stack);
  return stack;
}
