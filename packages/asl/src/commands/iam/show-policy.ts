import { nameOf } from '../../interpreter/cases';
import { DiagnosticsError, UserError } from '../../language/diagnostics';
import { type DerivedStatement, deriveExecutionPolicy, toPolicyDocument } from '../../language/iam';
import { loadDefinition, type ParsedDefinition, type Substitutions } from '../../language/load';
import { resolveDefinition } from '../resolve-definition';

/** The options of `asl iam`. */
export interface IamSettings {
  readonly json?: boolean;
  /** `Name=arn:…` for placeholders. */
  readonly set: readonly string[];
  readonly region: string;
  readonly account: string;
  readonly partition: string;
}

/**
 * Returns the derived policy of a definition as text: each permission with its reasons, or the policy document. Throws
 * a UserError for a `--set` without a placeholder, DiagnosticsError for what cannot be parsed.
 */
export function showPolicy(definition: string, { json = false, set, region, account, partition }: IamSettings): string {
  const file = resolveDefinition(definition);
  const parsed = parsedDefinition(file);
  const target = { partition, region, account, stateMachineName: nameOf(file) };
  const policy = deriveExecutionPolicy(parsed, substitutionsFor(parsed, set, partition), target);
  if (json) return JSON.stringify(toPolicyDocument(policy), null, 2);
  return [
    `The execution role of ${target.stateMachineName} needs ${policy.statements.length} permission(s):`,
    ...policy.statements.map(statementText),
  ].join('\n\n');
}

function statementText({ Sid, Action, Resource, Condition, reasons }: DerivedStatement): string {
  const rows: (readonly [string, readonly string[]])[] = [
    ['allow', Action],
    ['on', Resource],
    ...(Condition === undefined ? [] : [['if', [JSON.stringify(Condition)]] as const]),
    ['because', reasons],
  ];
  const lines = rows.flatMap(([word, values]) =>
    values.map((value, index) => `  ${(index === 0 ? word : '').padEnd(9)}${value}`),
  );
  return [Sid, ...lines].join('\n');
}

/** Every placeholder is an ARN of its own name, unless one is set; `Partition` is the partition. */
function substitutionsFor(
  { placeholders }: ParsedDefinition,
  set: readonly string[],
  partition: string,
): Substitutions {
  const given = new Map(set.map(splitPair));
  const names = new Set(placeholders.map(({ name }) => name));
  const unknown = [...given.keys()].find((name) => !names.has(name));
  if (unknown !== undefined) {
    throw new UserError(
      `--set ${unknown}: the definition has no placeholder of this name; it has ${[...names].join(', ')}`,
    );
  }
  return Object.fromEntries(
    [...names].map((name) => {
      if (name === 'Partition') return [name, { kind: 'text', value: partition }];
      const arn = given.get(name) ?? `\${${name}}`;
      return [name, { kind: 'text', value: arn, arn }];
    }),
  );
}

function splitPair(pair: string): [string, string] {
  const index = pair.indexOf('=');
  if (index < 1) throw new UserError(`--set ${pair}: expected Name=arn:…`);
  return [pair.slice(0, index), pair.slice(index + 1)];
}

function parsedDefinition(file: string): ParsedDefinition {
  const { text, definition, diagnostics } = loadDefinition(file);
  if (definition === undefined) throw new DiagnosticsError(diagnostics, text);
  return definition;
}
