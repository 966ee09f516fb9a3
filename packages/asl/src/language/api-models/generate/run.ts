import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gunzipSync } from 'node:zlib';
import { stdout } from '../../terminal';
import { writeModelLines } from '../model-lines';
import { sdkServiceName } from '../sdk-names';
import { compactModel } from './compact-model';
import type { ServiceModel } from './service-model';

/**
 * Writes the table of API models from an unpacked botocore, the folder that has `data`. By hand, and not by any test:
 *
 *     pip download botocore --no-deps && unzip botocore-*.whl -d unpacked
 *     npm run api-models -- unpacked/botocore
 */
function main(): void {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('which folder? usage: npm run api-models -- FOLDER');
  const table = join(__dirname, '..', 'service-models');
  rmSync(table, { recursive: true, force: true });
  mkdirSync(table, { recursive: true });
  const services: Record<string, readonly string[]> = {};
  let size = 0;
  for (const { directory, model } of readModels(join(folder, 'data'))) {
    const service = sdkServiceName(model.metadata.serviceId).toLowerCase();
    // botocore has one service twice, under its old name too.
    if (services[service] !== undefined) stdout.line(`\`${directory}\` is \`${service}\` again, and replaces it`);
    services[service] = otherNames(service, directory, model);
    const packed = compressed(writeModelLines(compactModel(model)));
    writeFileSync(join(table, `${service}.jsonl.br`), packed);
    size += packed.length;
  }
  writeFileSync(join(table, 'services.json'), `${JSON.stringify(services)}\n`);
  writeFileSync(join(table, '..', 'api-model-source.ts'), sourceModule(folder));
  stdout.line(`${Object.keys(services).length} services, ${size} bytes`);
}

/** The newest model of each service. */
function* readModels(data: string): Generator<{ directory: string; model: ServiceModel }> {
  for (const directory of readdirSync(data).sort()) {
    if (!statSync(join(data, directory)).isDirectory()) continue;
    const versions = readdirSync(join(data, directory)).sort();
    const files = versions.map((version) => join(data, directory, version, 'service-2.json.gz'));
    const file = files.filter((each) => existsSync(each)).at(-1);
    if (file === undefined) continue;
    yield { directory, model: JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) };
  }
}

/** What people call the service instead: by the names of the AWS CLI, of its endpoint and of its IAM actions. */
function otherNames(service: string, directory: string, { metadata }: ServiceModel): readonly string[] {
  const { endpointPrefix, signingName } = metadata;
  const names = [directory, endpointPrefix, signingName].flatMap((name) =>
    name === undefined ? [] : [name.toLowerCase().replace(/[^a-z0-9]/g, '')],
  );
  return [...new Set(names)].filter((name) => name !== service);
}

/** Returns the module that names what the table is from. The date is that of the file in the package. */
function sourceModule(folder: string): string {
  const file = join(folder, '__init__.py');
  const version = /^__version__ = '([^']+)'$/m.exec(readFileSync(file, 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${file} does not name its version`);
  const date = statSync(file).mtime.toISOString().slice(0, 10);
  return `/**
 * What the table of API models is from: the service models of botocore (https://github.com/boto/botocore), Apache License 2.0. Written by
 * generate/run.ts; with it the cached results of checks change.
 */
export const apiModelSource = { version: '${version}', date: '${date}' };
`;
}

function compressed(text: string): Buffer {
  const bytes = Buffer.from(text);
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    },
  });
}

main();
