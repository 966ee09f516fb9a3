import { parse } from 'velocityjs';
import { ServiceError } from '../../service';
import { templateUtilities } from './template-utilities';

/**
 * The variables that are modelled;
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html has more.
 */
const members: Readonly<Record<string, ReadonlySet<string>>> = {
  input: new Set(['body', 'json', 'path', 'params']),
  util: new Set(Object.keys(templateUtilities)),
  context: new Set([
    'accountId',
    'apiId',
    'extendedRequestId',
    'httpMethod',
    'identity',
    'path',
    'protocol',
    'requestId',
    'requestTimeEpoch',
    'resourcePath',
    'responseOverride',
    'stage',
  ]),
};

/** A node of a parsed template. */
type Node = Readonly<Record<string, unknown>>;

/** Parses a template. Throws NotModelledError that names the directive or variable that is not modelled. */
export function parseTemplate(template: string): ReturnType<typeof parse> {
  // The parser reads it as text.
  if (/#\{?stop\b/.test(template)) refuse('the directive #stop');
  const nodes = parse(template);
  visit(nodes);
  return nodes;
}

function visit(value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  checkNode(value as Node);
  for (const child of Object.values(value)) visit(child);
}

function checkNode(node: Node): void {
  const { type, id, path } = node;
  if (typeof type === 'string' && type.startsWith('macro')) refuse(`the directive #${String(id)}`);
  if (typeof type === 'string' && ['define', 'break', 'noescape'].includes(type)) refuse(`the directive #${type}`);
  if (type !== 'references' || typeof id !== 'string') return;
  const known = Object.hasOwn(members, id) ? members[id] : undefined;
  const [first] = Array.isArray(path) ? (path as readonly Node[]) : [];
  if (known === undefined || first === undefined) return;
  const member = String(typeof first['id'] === 'string' ? first['id'] : (first['id'] as Node | undefined)?.['value']);
  const { args } = first;
  if (member === 'params' && !(Array.isArray(args) && args.length === 1)) refuse('$input.params without a name');
  if (!known.has(member)) refuse(`$${id}.${member}`);
}

function refuse(what: string): never {
  throw new ServiceError('NotModelledError', `mapping templates: ${what} is not modelled here`, 501);
}
