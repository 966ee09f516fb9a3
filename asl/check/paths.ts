/**
 * Whether `compile` takes a path or intrinsic function. Filters are given the benefit of the doubt: AWS takes
 * `[?(@.Name==Receipt)]`, quotes or not, and documents no grammar for them.
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
  // What stands in quotes opens and closes nothing.
  for (const character of text.replace(/'(?:[^'\\]|\\.)*'/g, "''")) {
    const close = closing[character];
    if (close !== undefined) awaited.push(close);
    else if ((character === ')' || character === ']') && awaited.pop() !== character) return false;
  }
  return awaited.length === 0;
}
