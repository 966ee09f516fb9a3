import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Json } from '../../definition';
import type { Diagnostic } from '../../diagnostics';
import { commentsOf, type ParsedDefinition } from '../../load';

const comment = /^#\s*asl-input:\s*(\S+)\s*$/;

/** The example of its input that a definition names in a comment, `# asl-input: samples/event.json`, or why it cannot be read. */
export interface ExampleInput {
  readonly value?: Json;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the example; its path is relative to the folder of the definition. */
export function readExampleInput(parsed: ParsedDefinition): ExampleInput {
  if (!parsed.text.includes('asl-input')) return { diagnostics: [] };
  for (const { text, span } of commentsOf(parsed)) {
    const name = comment.exec(text)?.[1];
    if (name === undefined) continue;
    try {
      return { value: JSON.parse(readFileSync(join(dirname(parsed.file), name), 'utf8')) as Json, diagnostics: [] };
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      const message = isMissing ? `the example \`${name}\` does not exist` : `the example \`${name}\` is not JSON`;
      const help = 'the path is relative to the folder of the definition';
      return { diagnostics: [{ severity: 'warning', ruleId: 'unreadable-example', message, span, help }] };
    }
  }
  return { diagnostics: [] };
}
