import type { LogLine } from '../history/state-visit';

/** What Lambda billed for an invocation. */
export interface InvocationReport {
  readonly durationMilliseconds: number;
  readonly memoryMegabytes: number;
}

/** Returns the invocations that a log reports. AWS's lines also have the billed duration, which is used then. */
export function invocationReports(lines: readonly LogLine[]): readonly InvocationReport[] {
  return lines.flatMap(({ text }) => {
    if (!text.startsWith('REPORT RequestId:')) return [];
    const duration = numberAfter(text, 'Billed Duration') ?? numberAfter(text, 'Duration');
    const memory = numberAfter(text, 'Memory Size');
    return duration === undefined || memory === undefined
      ? []
      : [{ durationMilliseconds: duration, memoryMegabytes: memory }];
  });
}

function numberAfter(text: string, name: string): number | undefined {
  const [, number] = new RegExp(`(?:^|\\s)${name}: ([\\d.]+) `).exec(text) ?? [];
  return number === undefined ? undefined : Number(number);
}
