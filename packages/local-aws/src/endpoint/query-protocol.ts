import { randomUUID } from 'node:crypto';
import { ServiceError, type Shape } from '../services';
import { asServiceError, type Protocol, readBody, send } from './exchange';
import { toXml } from './xml';

/** AWS Query: a form in, XML out; SNS speaks it. */
export const queryProtocol: Protocol = {
  answer: async (exchange, services) => {
    const form = new URLSearchParams((await readBody(exchange.request)).toString());
    const operation = form.get('Action');
    if (operation === null)
      throw new ServiceError('MissingAction', `the request to ${exchange.service} names no Action`);
    const output = await services.call(exchange.service, operation, parseForm(form), exchange.caller);
    const result = toXml(`${operation}Result`, membersAsLists(output));
    const body = `<${operation}Response>${result}${toXml('ResponseMetadata', { RequestId: randomUUID() })}</${operation}Response>`;
    send(exchange.response, 200, 'text/xml', body);
  },
  fail: (exchange, thrown) => {
    const error = asServiceError(thrown);
    const problem = { Type: error.statusCode >= 500 ? 'Receiver' : 'Sender', Code: error.name, Message: error.message };
    send(
      exchange.response,
      error.statusCode,
      'text/xml',
      toXml('ErrorResponse', { Error: problem, RequestId: randomUUID() }),
    );
  },
};

type FormNode = { text?: string; readonly children: Map<string, FormNode> };

/** `A.entry.1.Name=x` and `B.member.1=y` as the structures the SDK has. */
function parseForm(form: URLSearchParams): Shape {
  const root: FormNode = { children: new Map() };
  for (const [key, value] of form) {
    let node = root;
    for (const step of key.split('.').slice(0, 16)) {
      const child = node.children.get(step) ?? { children: new Map() };
      node.children.set(step, child);
      node = child;
    }
    node.text = value;
  }
  const { Action: _action, Version: _version, ...input } = shapeOf(root) as Record<string, unknown>;
  return input;
}

function shapeOf(node: FormNode): unknown {
  if (node.children.size === 0) return node.text;
  const entries = node.children.get('entry');
  if (entries !== undefined) return Object.fromEntries([...entries.children.values()].map(entryOf));
  const members = node.children.get('member');
  if (members !== undefined) return [...members.children.values()].map(shapeOf);
  return Object.fromEntries([...node.children].map(([name, child]) => [name, shapeOf(child)]));
}

function entryOf(node: FormNode): readonly [string, unknown] {
  const key = node.children.get('Name') ?? node.children.get('key');
  const value = node.children.get('Value') ?? node.children.get('value');
  return [key?.text ?? '', value === undefined ? '' : shapeOf(value)];
}

/** Lists as `<List><member>…</member></List>`. */
function membersAsLists(value: unknown): unknown {
  if (Array.isArray(value)) return { member: value.map(membersAsLists) };
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, membersAsLists(member)]));
}
