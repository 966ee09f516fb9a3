import { nameOf } from '../../interpreter/cases';
import { soundDefinition } from '../../language/config';
import { UserError } from '../../language/diagnostics';
import {
  type DerivedStatement,
  deriveExecutionPolicy,
  placeholdersAsArns,
  toPolicyDocument,
  type UnknownCall,
  unknownCallText,
} from '../../language/iam';
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

/** A derived policy as text. */
export interface ShownPolicy {
  readonly text: string;
  /** The calls for which the role may lack a permission. */
  readonly findings: readonly string[];
}

/**
 * Returns the derived policy of a definition as text: each permission with its reasons, or the policy document. Throws
 * a UserError for a `--set` without a placeholder, or for a placeholder that needs one; DiagnosticsError for a definition with
 * errors, as `asl graph` and `asl cost`: a corrected call may need another permission.
 */
export function showPolicy(
  definition: string,
  { json = false, set, region, account, partition }: IamSettings,
): ShownPolicy {
  const file = resolveDefinition(definition);
  const parsed = soundDefinition(loadDefinition(file));
  const target = { partition, region, account, stateMachineName: nameOf(file) };
  const policy = deriveExecutionPolicy(parsed, substitutionsFor(parsed, set, partition), target);
  requireKnownResources(policy.unknown);
  const findings = policy.unknown.map((call) => `warning: ${unknownCallText(call)}: no permission is derived`);
  if (json) return { text: JSON.stringify(toPolicyDocument(policy), null, 2), findings };
  const text = [
    `The execution role of ${target.stateMachineName} needs ${policy.statements.length} permission(s):`,
    ...policy.statements.map(statementText),
  ].join('\n\n');
  return { text, findings };
}

/** What a placeholder calls must be known: a permission for something else would be wrong, and none would be missed. */
function requireKnownResources(unknown: readonly UnknownCall[]): void {
  const open = unknown.flatMap((call) => (call.kind === 'placeholder' ? [call] : []));
  const [first] = open;
  if (first === undefined) return;
  const names = [...new Set(open.map(({ placeholder }) => placeholder))];
  throw new UserError(`what state ${first.state} calls is unknown: its \`Resource\` is \`\${${first.placeholder}}\``, {
    details: open.slice(1).map(({ state, placeholder }) => `  state ${state} calls \`\${${placeholder}}\``),
    help: `give its ARN: ${names.map((name) => `--set ${name}=arn:…`).join(' ')}`,
  });
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
  return placeholdersAsArns(names, { partition, given });
}

function splitPair(pair: string): [string, string] {
  const index = pair.indexOf('=');
  if (index < 1) throw new UserError(`--set ${pair}: expected Name=arn:…`);
  return [pair.slice(0, index), pair.slice(index + 1)];
}
