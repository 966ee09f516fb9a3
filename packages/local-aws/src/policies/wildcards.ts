/** Whether a string matches a pattern with `*` (zero or more characters) and `?` (one character). */
export function matchesWildcards(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  let [p, t, star, resumeAt] = [0, 0, -1, 0];
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p;
      resumeAt = t;
      p += 1;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      resumeAt += 1;
      t = resumeAt;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

/** Whether an ARN matches an ARN pattern: wildcards stay within one of its six parts, as in IAM; `*` alone matches all. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const [patternParts, arnParts] = [arnPartsOf(pattern), arnPartsOf(arn)];
  if (patternParts === undefined || arnParts === undefined) return matchesWildcards(pattern, arn) && arn !== '*';
  return patternParts.every((part, index) => matchesWildcards(part, arnParts[index] ?? ''));
}

function arnPartsOf(arn: string): readonly string[] | undefined {
  const parts = arn.split(':');
  return parts[0] === 'arn' && parts.length >= 6 ? [...parts.slice(0, 5), parts.slice(5).join(':')] : undefined;
}
