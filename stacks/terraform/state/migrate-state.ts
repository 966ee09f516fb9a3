import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { type Command, type Project, stackFolder } from '../project';
import {
  type Backend,
  backendRecord,
  backendToMoveFrom,
  describeBackend,
  localStateFile,
  parseState,
  resourcesIn,
  synthesisedBackend,
  type TerraformState,
} from './backends';

/**
 * Moves the state of an environment to the backend that its file names now, with `terraform init -migrate-state`.
 * Rejects a target that holds another state; the source is kept.
 */
export const migrateState: Command = (project, environment) => {
  project.synthesise();
  const stack = stackFolder(project, environment);
  const target = synthesisedBackend(stack);
  const source = backendToMoveFrom(project.root, stack, environment);
  if (source === undefined) return reportNothingToMove(project, environment, target);
  const folder = mkdtempSync(join(tmpdir(), 'terraform-state-'));
  try {
    const moved = moveBetween({ project, environment, folder, source, target });
    rmSync(backendRecord(stack), { force: true });
    reportMove(project, environment, { moved, source, target });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Returns the error of a command that would use a backend without the state. */
export function stateElsewhereError(source: Backend, target: Backend, environment: string): UserError {
  return new UserError(
    `the state of ${environment} is in ${describeBackend(source)}, and environments/${environment}.yaml names ${describeBackend(target)}: every resource would be created again`,
    { help: `run npm run state -- migrate ${environment}` },
  );
}

interface Move {
  readonly project: Project;
  readonly environment: string;
  /** An empty folder: only a backend block is needed, without the provider. */
  readonly folder: string;
  readonly source: Backend;
  readonly target: Backend;
}

/** Returns the number of resources in the moved state; undefined if the target has had it already. */
function moveBetween({ project, environment, folder, source, target }: Move): number | undefined {
  const existing = stateIn(project, folder, target);
  const state = stateIn(project, folder, source);
  if (isContinuedBy(state, existing)) return undefined;
  if (resourcesIn(existing) > 0) throw otherStateError(environment, existing, target);
  if (resourcesIn(state) === 0) return 0;
  writeBackend(folder, target);
  project.terraform(folder, ['init', '-input=false', '-migrate-state', '-force-copy'], 'return');
  const written = pull(project, folder);
  if (resourcesIn(written) !== resourcesIn(state)) {
    throw new UserError(
      `${describeBackend(target)} has ${resourcesIn(written)} of ${resourcesIn(state)} resources after the move`,
      {
        help: `the state in ${describeBackend(source)} is unchanged: run npm run state -- migrate ${environment} again`,
      },
    );
  }
  return resourcesIn(state);
}

function stateIn(project: Project, folder: string, backend: Backend): TerraformState | undefined {
  writeBackend(folder, backend);
  project.terraform(folder, ['init', '-input=false', '-reconfigure'], 'return');
  return pull(project, folder);
}

function pull(project: Project, folder: string): TerraformState | undefined {
  return parseState(project.terraform(folder, ['state', 'pull'], 'return'));
}

function writeBackend(folder: string, { type, config }: Backend): void {
  writeFileSync(join(folder, 'backend.tf.json'), JSON.stringify({ terraform: { backend: { [type]: config } } }));
}

/** Whether the target holds the same state, or a later one: then an earlier move has copied it. */
function isContinuedBy(state: TerraformState | undefined, existing: TerraformState | undefined): boolean {
  return (
    resourcesIn(existing) > 0 && existing?.lineage === state?.lineage && (existing?.serial ?? 0) >= (state?.serial ?? 0)
  );
}

function otherStateError(environment: string, existing: TerraformState | undefined, target: Backend): UserError {
  return new UserError(
    `${describeBackend(target)} holds another state, with ${resourcesIn(existing)} resources: nothing is moved`,
    {
      help: `name another bucket in \`stateBucket\` of environments/${environment}.yaml, or remove that state if it is not in use, and run npm run state -- migrate ${environment}`,
    },
  );
}

function reportNothingToMove(project: Project, environment: string, target: Backend): void {
  if (target.type !== 'local') {
    project.print(`There is no other state of ${environment} in this checkout; it uses ${describeBackend(target)}.`);
    project.print(
      `If you applied it from another checkout, copy terraform.${environment}.tfstate from there, and run this again.`,
    );
    return;
  }
  throw new UserError(`environments/${environment}.yaml has no \`stateBucket\`: there is nowhere to move the state`, {
    help: `add \`stateBucket: { name: <bucket>, region: <region> }\`, and run npm run state -- migrate ${environment}`,
  });
}

interface Result {
  readonly moved: number | undefined;
  readonly source: Backend;
  readonly target: Backend;
}

function reportMove(project: Project, environment: string, { moved, source, target }: Result): void {
  if (moved === 0) {
    project.print(`${describeBackend(source)} has no resources: ${environment} now uses ${describeBackend(target)}.`);
  } else {
    const resources = moved === undefined ? '' : ` (${moved} resources)`;
    project.print(`The state of ${environment}${resources} is in ${describeBackend(target)}.`);
  }
  for (const line of setAside(project, environment, source)) project.print(line);
  project.print(`Check that the plan shows no changes: npm run plan -- ${environment}`);
}

/** Renames the local file, so that no later checkout takes it for the state. */
function setAside({ root }: Project, environment: string, source: Backend): string[] {
  const file = localStateFile(root, environment);
  if (source.type !== 'local' || source.config['path'] !== file || !existsSync(file)) return [];
  const name = `terraform.${environment}.moved.tfstate`;
  renameSync(file, join(root, name));
  return [`The former file is now ${name}. It contains the API keys: remove it when you no longer need it.`];
}
