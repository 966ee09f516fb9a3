import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { statesOf } from '@document-pipelines/asl/cases';
import type { StateMachineDefinition } from '@document-pipelines/asl/definition';
import { loadDefinition } from '@document-pipelines/asl/load';
import { environmentNames } from '../../environments';
import { documentTypes } from '../../functions/process-invoice/document-types';
import { root } from '../source-files';
import { synthesisedStacks } from '../synthesised-stacks/synthesise';

/** The application's names, and where each comes from. */
export interface ApplicationNames {
  /** Names of several words, which no text has by chance: searched as whole words. */
  readonly compound: ReadonlyMap<string, string>;
  /** Single words: searched where one is the value of something, a resource's address or the end of an ARN. */
  readonly plain: ReadonlyMap<string, string>;
}

/** A name that was found. */
export interface FoundName {
  readonly name: string;
  readonly origin: string;
  readonly line: number;
}

/** Collects the names from definitions/, functions/ and the stack of every environment. */
export function applicationNames(): ApplicationNames {
  const environments = environmentNames(join(root, 'environments'));
  const names = [...namesOfDefinitions(), ...namesOfFunctions(), ...namesInStacks(environments)];
  const types = Object.keys(documentTypes).map((name) => [name, 'a document type'] as const);
  return sorted([...names, ...types]);
}

/** Sorts names by what they are searched as. */
export function sorted(names: readonly (readonly [name: string, origin: string])[]): ApplicationNames {
  const isCompound = (name: string) => /[-_]|[a-z][A-Z]/.test(name);
  return {
    compound: new Map(names.filter(([name]) => isCompound(name))),
    plain: new Map(names.filter(([name]) => !isCompound(name) && name !== '')),
  };
}

/** Returns what of the names is in a text, with its line. */
export function namesIn(text: string, { compound, plain }: ApplicationNames): FoundName[] {
  const words = new RegExp(`(?<![\\w-])(?:${alternatives(compound)})(?![\\w-])`, 'g');
  const word = alternatives(plain);
  const values = [
    `[:=] ?\\\\?(['"\`])(?<name>${word})\\\\?\\1`,
    `(?:[bB]ucket|TableName|QueueName|documentType): (?<name>${word})(?![\\w-])`,
    `(?:aws_[a-z0-9_]+\\.|\\btable/|:::)(?<name>${word})(?![\\w-])`,
  ];
  const found = [
    ...[...text.matchAll(words)].map(({ 0: name, index }) => ({ name, index })),
    ...values
      .flatMap((value) => [...text.matchAll(new RegExp(value, 'g'))])
      .map(({ groups, index }) => ({ name: groups?.['name'] ?? '', index })),
  ];
  return found.map(({ name, index }) => ({
    name,
    origin: compound.get(name) ?? plain.get(name) ?? '',
    line: text.slice(0, index).split('\n').length,
  }));
}

function alternatives(names: ReadonlyMap<string, string>): string {
  return [...names.keys()].map((name) => name.replaceAll('$', '\\$')).join('|') || '(?!)';
}

function namesOfDefinitions(): (readonly [string, string])[] {
  const files = readdirSync(join(root, 'definitions')).filter((name) => name.endsWith('.asl.yaml'));
  return files.flatMap((file) => {
    const { definition } = loadDefinition(join(root, 'definitions', file));
    const states = statesOf(definition?.value as unknown as StateMachineDefinition);
    // Single words such as `Failed` are what anybody calls a state.
    const compound = states.filter(({ name }) => /[a-z][A-Z]/.test(name));
    return [
      [basename(file, '.asl.yaml'), 'a definition'] as const,
      ...compound.map(({ name }) => [name, `a state of ${file}`] as const),
    ];
  });
}

function namesOfFunctions(): (readonly [string, string])[] {
  const folders = readdirSync(join(root, 'functions'), { withFileTypes: true }).filter((each) => each.isDirectory());
  return folders.filter(({ name }) => name !== 'shared').map(({ name }) => [name, 'a function']);
}

const named: Readonly<Record<string, string>> = {
  aws_dynamodb_table: 'name',
  aws_s3_bucket: 'bucket',
  aws_sns_topic: 'name',
  aws_sqs_queue: 'name',
  aws_scheduler_schedule_group: 'name',
};

/** Resources are named `<environment>-<name>`, buckets with account and region behind it. */
function namesInStacks(environments: readonly string[]): (readonly [string, string])[] {
  return synthesisedStacks().flatMap(({ environment, json, resources }) => {
    const outputs = Object.keys(json['output'] ?? {}).filter((name) => name.includes('_'));
    const ofResources = resources.flatMap(({ type, arguments: given }) => {
      const full = String(given[named[type] ?? ''] ?? '').replace(/-?\$\{.*$/, '');
      const own = full.replace(`${environment}-`, '');
      const what = `an ${type}`;
      return own === ''
        ? []
        : [own, ...environments.map((each) => `${each}-${own}`)].map((name) => [name, what] as const);
    });
    return [...outputs.map((name) => [name, 'an output'] as const), ...ofResources];
  });
}
