import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPaint } from '@document-pipelines/asl/terminal';
import type { Console } from '@document-pipelines/local-aws/environment';
import type { AccountOptions } from '../../operations/account';
import { type FaultyProxy, startProxy } from './faulty-proxy';

const repository = join(__dirname, '..', '..');

/** A project whose environment dev is on an emulated AWS: the endpoint of a running environment, behind a proxy. */
export interface AwsProject {
  readonly folder: string;
  readonly proxy: FaultyProxy;
  /** What commands printed since the last call. */
  printed(): readonly string[];
  /** Options of a command with `--aws`. */
  options(more?: {
    readonly outputsFile?: string;
    readonly isAgreed?: boolean;
  }): AccountOptions & { readonly json: false };
  /** Replaces a line of environments/dev.yaml. */
  changeEnvironment(from: string | RegExp, to: string): void;
  close(): Promise<void>;
}

/** Creates a project with these outputs. Sets the SDK's variables of this process, until it is closed. */
export async function awsProject(endpointUrl: string, outputs: Readonly<Record<string, unknown>>): Promise<AwsProject> {
  const folder = mkdtempSync(join(tmpdir(), 'aws-project-'));
  mkdirSync(join(folder, 'environments'));
  writeFileSync(
    join(folder, 'cdktf.json'),
    JSON.stringify({ language: 'typescript', app: 'true', output: 'cdktf.out' }),
  );
  symlinkSync(join(repository, 'definitions'), join(folder, 'definitions'));
  const environmentFile = join(folder, 'environments', 'dev.yaml');
  cpSync(join(repository, 'environments', 'dev.yaml'), environmentFile);
  const outputsFile = join(folder, 'outputs.json');
  const values = Object.entries(outputs).map(([name, value]) => [name, { sensitive: false, type: 'string', value }]);
  writeFileSync(outputsFile, JSON.stringify(Object.fromEntries(values)));
  const proxy = await startProxy(endpointUrl);
  const restore = setVariables({
    AWS_ENDPOINT_URL: proxy.url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_REGION: undefined,
    AWS_CONFIG_FILE: join(folder, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  const lines: string[] = [];
  return {
    folder,
    proxy,
    printed: () => lines.splice(0),
    options: ({ outputsFile: file = outputsFile, isAgreed = true } = {}) => ({
      cwd: folder,
      environment: 'dev',
      json: false,
      console: recordingConsole(lines),
      signal: new AbortController().signal,
      aws: { outputsFile: file, isAgreed },
    }),
    changeEnvironment: (from, to) =>
      writeFileSync(environmentFile, readFileSync(environmentFile, 'utf8').replace(from, to)),
    async close() {
      restore();
      await proxy.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Sets variables of this process; returns a function that restores them. */
export function setVariables(variables: Readonly<Record<string, string | undefined>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  const set = (name: string, value: string | undefined): void => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  for (const [name, value] of Object.entries(variables)) set(name, value);
  return () => {
    for (const [name, value] of before) set(name, value);
  };
}

function recordingConsole(lines: string[]): Console {
  return {
    say: (line) => void lines.push(line),
    print: (line) => void lines.push(line),
    json: (value) => void lines.push(JSON.stringify(value)),
    doing: () => undefined,
    changed: () => undefined,
    isTerminal: false,
    columns: 120,
    paint: createPaint(false),
  };
}
