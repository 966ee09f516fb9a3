/** Whether a constant string looks like a path or an intrinsic function that its author meant to be evaluated. */
export function looksLikePath(value: unknown): value is string {
  return typeof value === 'string' && (/^\$\$?(?:\.|\[|$)/.test(value) || /^States\.[A-Z]\w+\(/.test(value));
}
