/**
 * Whether `compile` accepts a path or intrinsic function. Filters are not judged: AWS accepts `[?(@.Name==Receipt)]`,
 * with or without quotes, and documents no grammar for them.
 */
export function isIntelligible(text: string, compile: (text: string) => unknown): boolean {
  try {
    compile(text);
    return true;
  } catch {
    return text.includes('[?(') && isBalanced(text);
  }
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

function isBalanced(text: string): boolean {
  const awaited: string[] = [];
  // Brackets in quotes open and close nothing.
  for (const character of text.replace(/'(?:[^'\\]|\\.)*'/g, "''")) {
    const close = closing[character];
    if (close !== undefined) awaited.push(close);
    else if ((character === ')' || character === ']') && awaited.pop() !== character) return false;
  }
  return awaited.length === 0;
}
