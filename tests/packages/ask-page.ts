import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A published command in a project, and the Node.js that runs it. */
export interface ServingCommand {
  readonly node: string;
  /** The path of `asl.js`. */
  readonly command: string;
  readonly folder: string;
}

/** What `asl ui` served before it was ended. */
export interface AskedPage {
  readonly document: string;
  readonly script: string;
  readonly style: string;
  /** Names of the definitions, which a worker thread has checked. */
  readonly definitions: readonly string[];
  readonly status: number | null;
  readonly printed: string;
}

/** Starts `asl ui`, asks for the page and for the definitions as a browser does, and ends it. A module that bundles is not loaded: it would throw. */
export async function askPage({ node, command, folder }: ServingCommand): Promise<AskedPage> {
  const env = { ...process.env, NODE_OPTIONS: `--require ${require.resolve('./no-bundler.js')}`, NO_COLOR: '1' };
  const served = spawn(node, [command, 'ui'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  served.stderr.setEncoding('utf8').on('data', (text: string) => lines.push(text));
  const ended = once(served, 'close') as Promise<[number | null]>;
  try {
    const address = await addressIn(served.stdout, lines);
    const asked = await askFrom(address);
    served.kill('SIGTERM');
    const [status] = await ended;
    return { ...asked, status, printed: lines.join('\n') };
  } finally {
    served.kill('SIGKILL');
  }
}

async function addressIn(output: NodeJS.ReadableStream, lines: string[]): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    lines.push(line);
    const address = /http:\/\/127\S+/.exec(line)?.[0];
    if (address !== undefined) return address;
  }
  throw new Error(`asl ui has printed no address:\n${lines.join('\n')}`);
}

async function askFrom(address: string): Promise<Omit<AskedPage, 'status' | 'printed'>> {
  const { origin } = new URL(address);
  const signedIn = await fetch(address, { redirect: 'manual' });
  const headers = {
    cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '',
    'sec-fetch-site': 'same-origin',
  };
  const text = async (path: string) => (await fetch(`${origin}${path}`, { headers })).text();
  const { rows } = JSON.parse(await text('/api/definitions')) as {
    readonly rows: readonly { readonly name: string }[];
  };
  return {
    document: await text('/executions'),
    script: await text('/assets/page.js'),
    style: await text('/assets/page.css'),
    definitions: rows.map(({ name }) => name),
  };
}

/** What is wrong with a page of the stranger's app; empty if nothing is. */
export function wrongWith({ document, script, style, definitions, status, printed }: AskedPage): readonly string[] {
  const facts: Readonly<Record<string, boolean>> = {
    'the document loads its script': document.includes('src="/assets/page.js"'),
    'the script has the pages of executions and definitions':
      /\/executions/.test(script) && /\/definitions/.test(script),
    'the style sheet has rules': style.includes('{'),
    'the definitions are checked': definitions.join() === 'greeting',
    'Ctrl-C ends it with 0': status === 0,
    'no defect was printed': !printed.includes('!'),
  };
  return Object.entries(facts).flatMap(([fact, isTrue]) => (isTrue ? [] : [`asl ui: it is not so that ${fact}`]));
}
