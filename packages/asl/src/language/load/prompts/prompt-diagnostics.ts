import { type Diagnostic, nearestWord, type RuleId, type SourceSpan } from '../../diagnostics';
import { type ParsedDefinition, spansOf } from '../parsed-definition';
import { placeholdersIn } from '../placeholders';
import type { PromptFiles } from './prompt-files';
import { isPromptPath, promptsIn } from './prompt-placeholders';

/**
 * Returns what is wrong with the prompts that a definition names, each at the location that names it, and the prompts
 * that it does not name.
 */
export function promptDiagnostics(
  parsed: ParsedDefinition,
  paths: ReadonlySet<string>,
  files: PromptFiles,
): Diagnostic[] {
  const named = [...paths].filter((path) => path !== '*');
  return [
    ...named.flatMap((path) => {
      const text = files.read(path);
      if (text === undefined) return [missing(parsed, path, files)];
      return mistakesIn(text, parsed).map(
        ({ ruleId, fact, help, at }): Diagnostic => ({
          severity: 'error',
          ruleId,
          message: `${files.fileOf(path)}:${locationIn(text, at)} ${fact}`,
          span: spanOf(parsed, path),
          help,
        }),
      );
    }),
    ...files.own.filter((path) => !paths.has(path)).map((path) => unusedPrompt(parsed, path, files)),
  ];
}

function missing(parsed: ParsedDefinition, path: string, files: PromptFiles): Diagnostic {
  const near = nearestWord(path, files.own);
  const write = isPromptPath(path)
    ? `write the prompt in ${files.fileOf(path)}`
    : 'a prompt is named `${prompt:folder/name.v1}`: small letters, digits and hyphens, and a version';
  return {
    severity: 'error',
    ruleId: 'missing-prompt',
    message: `there is no prompt ${files.fileOf(path)}`,
    span: spanOf(parsed, path),
    help: near === undefined ? write : `did you mean \`\${prompt:${near}}\`?`,
  };
}

function unusedPrompt(parsed: ParsedDefinition, path: string, files: PromptFiles): Diagnostic {
  const { start } = parsed.spanOf([]);
  return {
    severity: 'warning',
    ruleId: 'unused-prompt',
    message: `the definition does not name the prompt ${files.fileOf(path)}`,
    span: { file: parsed.file, start, end: start },
    help: `remove the file (the history keeps older versions), or name it: \`\${prompt:${path}}\``,
  };
}

interface Mistake {
  readonly ruleId: RuleId;
  readonly fact: string;
  readonly help: string;
  /** Offset in the prompt. */
  readonly at: number;
}

/**
 * What a prompt must not hold: placeholders that the definition does not have, other prompts, and anything like an
 * expression.
 */
function mistakesIn(text: string, parsed: ParsedDefinition): Mistake[] {
  const inText = placeholdersIn(text);
  const known = new Set(inText.length === 0 ? [] : parsed.placeholders.map(({ name }) => name));
  const placeholders = inText
    .filter(({ name, isOptional }) => isOptional || !known.has(name))
    .map(
      ({ name, isOptional, start }): Mistake => ({
        ruleId: 'prompt-with-unknown-placeholder',
        fact: `holds \`\${${name}${isOptional ? '?' : ''}}\`, which is no placeholder of this definition`,
        help: promptHelp(name, known),
        at: start,
      }),
    );
  const nested = promptsIn(text).map(
    ({ path, start }): Mistake => ({
      ruleId: 'prompt-with-unknown-placeholder',
      fact: `holds \`\${prompt:${path}}\`: a prompt does not take in another one`,
      help: 'name both in the definition',
      at: start,
    }),
  );
  const expression = /\{%|%\}/.exec(text);
  if (expression === null) return [...placeholders, ...nested];
  const fact = `holds \`${expression[0]}\`, which would begin or end an expression`;
  const help = 'put blanks between the two characters';
  return [...placeholders, ...nested, { ruleId: 'prompt-with-expression', fact, help, at: expression.index }];
}

function promptHelp(name: string, known: ReadonlySet<string>): string {
  const near = nearestWord(name, [...known]);
  return near === undefined
    ? 'a prompt may hold the placeholders that the definition itself holds'
    : `did you mean \`\${${near}}\`?`;
}

function locationIn(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
}

/** The first location in the definition that names the prompt. */
function spanOf({ file, text }: ParsedDefinition, path: string): SourceSpan {
  const written = `\${prompt:${path}}`;
  const at = Math.max(0, text.indexOf(written));
  return spansOf(file, text)([at, at + written.length]);
}
