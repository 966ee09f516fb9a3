import { expressionIn, isJsonataText, readJsonata, type SyntaxNode } from '../expressions';

/** Returns the known parts of a string that an expression computes: its literals, with `*` for the rest. */
export function patternOfExpression(text: string): string {
  if (isJsonataText(text)) return collapse(patternOfJsonata(expressionIn(text)));
  const format = /^States\.Format\(\s*'((?:[^'\\]|\\.)*)'/.exec(text)?.[1];
  return format === undefined ? '*' : collapse(format.replace(/\{\}/g, '*').replace(/\\(.)/g, '$1'));
}

function patternOfJsonata(source: string): string {
  const syntax = readJsonata(source);
  return syntax.ok ? patternOfNode(syntax.tree) : '*';
}

function patternOfNode(node: SyntaxNode): string {
  if (node.type === 'string' && typeof node.value === 'string') return node.value;
  if (node.type === 'binary' && node.value === '&')
    return patternOfNode(node.lhs as SyntaxNode) + patternOfNode(node.rhs as SyntaxNode);
  const last = node.type === 'block' ? node.expressions?.at(-1) : undefined;
  return last === undefined ? '*' : patternOfNode(last);
}

function collapse(pattern: string): string {
  return pattern.replace(/\*+/g, '*');
}
