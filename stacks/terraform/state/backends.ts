import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where Terraform keeps a state: a `backend` block with one type. */
export interface Backend {
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Returns the backend of a synthesised stack. */
export function synthesisedBackend(stackFolder: string): Backend {
  const { terraform } = JSON.parse(readFileSync(join(stackFolder, 'cdk.tf.json'), 'utf8')) as {
    readonly terraform: { readonly backend: Readonly<Record<string, Backend['config']>> };
  };
  const [[type, config] = ['local', {}]] = Object.entries(terraform.backend);
  return absolute({ type, config }, stackFolder);
}

/**
 * Returns the backend that holds the state of an environment if it is another one than its stack names: the one that
 * `terraform init` has recorded in the stack's folder, or the local file, if it has resources.
 */
export function backendToMoveFrom(root: string, stackFolder: string, environment: string): Backend | undefined {
  const wanted = synthesisedBackend(stackFolder);
  const recorded = recordedBackend(stackFolder);
  if (recorded !== undefined && !isSame(recorded, wanted)) return recorded;
  const local: Backend = { type: 'local', config: { path: localStateFile(root, environment) } };
  return isSame(local, wanted) || resourcesIn(readState(localStateFile(root, environment))) === 0 ? undefined : local;
}

/** The file that holds the state of an environment without `stateBucket`. */
export function localStateFile(root: string, environment: string): string {
  return join(root, `terraform.${environment}.tfstate`);
}

/** The file in which `terraform init` records the backend; the next init without it uses the stack's backend. */
export function backendRecord(stackFolder: string): string {
  return join(stackFolder, '.terraform', 'terraform.tfstate');
}

/** Returns a backend for a person: its file, or its address. */
export function describeBackend({ type, config }: Backend): string {
  if (type === 'local') return String(config['path']);
  return type === 's3' ? `s3://${config['bucket']}/${config['key']}` : `the backend ${type}`;
}

/** A state, as far as it is read here. */
export interface TerraformState {
  readonly lineage?: string;
  readonly serial?: number;
  readonly resources?: readonly { readonly mode?: string }[];
}

/** Parses a state; an empty string is a state that does not exist. */
export function parseState(text: string): TerraformState | undefined {
  return text.trim() === '' ? undefined : (JSON.parse(text) as TerraformState);
}

/** The number of resources in a state. */
export function resourcesIn(state: TerraformState | undefined): number {
  return (state?.resources ?? []).filter(({ mode }) => mode !== 'data').length;
}

function readState(file: string): TerraformState | undefined {
  return existsSync(file) ? parseState(readFileSync(file, 'utf8')) : undefined;
}

function recordedBackend(stackFolder: string): Backend | undefined {
  const file = backendRecord(stackFolder);
  if (!existsSync(file)) return undefined;
  const { backend } = JSON.parse(readFileSync(file, 'utf8')) as { readonly backend?: Backend };
  if (backend === undefined) return undefined;
  // Terraform records each argument of the backend; those that were not set are null.
  const config = Object.fromEntries(Object.entries(backend.config).filter(([, value]) => value !== null));
  return absolute({ type: backend.type, config }, stackFolder);
}

/** A local path is relative to the folder of the stack. */
function absolute({ type, config }: Backend, stackFolder: string): Backend {
  if (type !== 'local' || typeof config['path'] !== 'string') return { type, config };
  return { type, config: { ...config, path: resolve(stackFolder, config['path']) } };
}

function isSame(one: Backend, wanted: Backend): boolean {
  const keys = Object.keys(wanted.config);
  return one.type === wanted.type && keys.every((key) => one.config[key] === wanted.config[key]);
}
