import jsonata from 'jsonata';

/** What is known of a text that an expression makes: its literal ends and middles, with `*` for the rest. */
export function patternOfExpression(text: string): string {
  const inner = /^\{%([\s\S]*)%\}$/.exec(text)?.[1];
  if (inner !== undefined) return collapse(patternOfJsonata(inner));
  const format = /^States\.Format\(\s*'((?:[^'\\]|\\.)*)'/.exec(text)?.[1];
  return format === undefined ? '*' : collapse(format.replace(/\{\}/g, '*').replace(/\\(.)/g, '$1'));
}

function patternOfJsonata(source: string): string {
  try {
    return patternOfNode(jsonata(source).ast() as unknown as Node);
  } catch {
    return '*';
  }
}

interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly lhs?: Node;
  readonly rhs?: Node;
  readonly expressions?: readonly Node[];
}

function patternOfNode(node: Node): string {
  if (node.type === 'string' && typeof node.value === 'string') return node.value;
  const isJoin = node.type === 'binary' && node.value === '&';
  if (isJoin && node.lhs !== undefined && node.rhs !== undefined)
    return patternOfNode(node.lhs) + patternOfNode(node.rhs);
  const last = node.type === 'block' ? node.expressions?.at(-1) : undefined;
  return last === undefined ? '*' : patternOfNode(last);
}

function collapse(pattern: string): string {
  return pattern.replace(/\*+/g, '*');
}
