import { join } from 'node:path';
import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import { promptFilesOf, promptLabel } from '@document-pipelines/asl/load';
import { CannotRunError } from '@document-pipelines/local-aws/environment';
import { type EvaluatedApp, machineName } from './evaluated-app';

/** A definition, and the versions of its prompts by name. */
export type PromptedDefinition = Pick<EvaluatedApp, 'definition' | 'prompts'>;

/**
 * Returns the definition with another version of one of its prompts: `read-document.v3`, or `v3` if one prompt alone has this version.
 * Throws CannotRunError, with the versions that there are, for one that there is not.
 */
export function withPromptVersion(
  { definition, prompts }: PromptedDefinition,
  version: string,
  projectRoot: string,
): PromptedDefinition {
  const files = promptFilesOf(join(projectRoot, 'definitions', `${machineName}.asl.yaml`));
  const known = files.own.map((path) => path.slice(machineName.length + 1));
  const chosen = chooseVersion(version, known);
  const [, name = '', number = ''] = /^(.+)\.(v\d+)$/u.exec(chosen) ?? [];
  const labelBefore = prompts[name];
  const [current] = (labelBefore ?? '').split(' ');
  if (labelBefore === undefined || current === undefined || current === '')
    throw new CannotRunError(
      `${machineName} does not use the prompt ${name}; it uses: ${Object.keys(prompts).join(', ')}`,
    );
  const read = (wanted: string): string | undefined => files.read(`${machineName}/${name}.${wanted}`);
  const [before, after] = [read(current), read(number)];
  if (before === undefined || after === undefined || !JSON.stringify(definition).includes(inJson(before)))
    throw new CannotRunError(
      `the synthesised ${machineName} does not have the text of ${name}.${current}.md: prompts and definition are of different times`,
    );
  const label = promptLabel(number, after);
  const swap: Swap = { texts: [escapeText(before), escapeText(after)], labels: [labelBefore, label] };
  return {
    definition: replacePrompt(definition, swap) as JsonObject,
    prompts: { ...prompts, [name]: label },
  };
}

function chooseVersion(version: string, known: readonly string[]): string {
  const meant = known.filter((name) => name === version || name.endsWith(`.${version}`));
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only;
  const there = known.length === 0 ? 'there are no versions' : `available: ${known.join(', ')}`;
  if (meant.length === 0)
    throw new CannotRunError(`there is no prompt version ${version} in definitions/prompts/${machineName}; ${there}`);
  throw new CannotRunError(`--prompt ${version} matches ${meant.join(', ')}: use one of them`);
}

interface Swap {
  readonly texts: readonly [before: string, after: string];
  readonly labels: readonly [before: string, after: string];
}

/** A prompt is a value of its own, or a JSONata string in an expression. */
function replacePrompt(value: Json, swap: Swap): Json {
  if (Array.isArray(value)) return value.map((item) => replacePrompt(item, swap));
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replacePrompt(member, swap)]));
  if (typeof value !== 'string') return value;
  const [before, after] = swap.texts;
  if (value === before) return after;
  if (value === swap.labels[0]) return swap.labels[1];
  return value.startsWith('{%') ? value.replaceAll(JSON.stringify(before), () => JSON.stringify(after)) : value;
}

/** As it is in a synthesised definition, where Terraform would evaluate `${` and `%{`. */
function escapeText(text: string): string {
  return text.replace(/[$%](?=\{)/gu, (sign) => sign + sign);
}

function inJson(text: string): string {
  return JSON.stringify(escapeText(text)).slice(1, -1);
}
