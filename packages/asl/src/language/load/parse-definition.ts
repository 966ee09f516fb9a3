import type { Document, Node } from 'yaml';
import type { Json } from '../definition';
import { type Diagnostic, DiagnosticsError, type RuleId } from '../diagnostics';
import { jsonDiagnostics } from './json/json-scanner';
import { parseJson } from './json/parse-json';
import { nestingHelp } from './max-nesting';
import { type ParsedDefinition, parsedDefinition, spansOf } from './parsed-definition';
import type { TextRange } from './placed-value';
import { maskPlaceholders } from './placeholders';
import { commentsInTexts } from './yaml/comment-in-text';
import { compose, NotJsonError } from './yaml/compose';
import { parseByStates } from './yaml/parse-by-states';
import { parseYaml } from './yaml/parse-yaml';
import { syntaxDiagnostics } from './yaml/syntax-diagnostics';

/** A parsed definition and warnings, or the errors that prevent it. */
export interface ParseResult {
  /** The text that was parsed; used for excerpts. */
  readonly text: string;
  readonly definition?: ParsedDefinition;
  readonly diagnostics: readonly Diagnostic[];
}

type SpanAt = ReturnType<typeof spansOf>;

/**
 * Returns the JSON value of a YAML file that is not a definition. Throws DiagnosticsError with every mistake at its
 * location.
 */
export function valueOfYaml(text: string, file: string): Json {
  const { definition, diagnostics } = parseDefinition(text, file);
  if (definition === undefined) throw new DiagnosticsError(diagnostics, text);
  return definition.value;
}

/**
 * Parses the text of a definition, keeping every position: as JSON if `file`, the name in diagnostics, ends in `.json`,
 * as YAML 1.2 otherwise.
 */
export function parseDefinition(text: string, file: string): ParseResult {
  const spanAt = spansOf(file, text);
  const problem = (ruleId: RuleId, message: string, range: TextRange, help?: string): ParseResult => ({
    text,
    diagnostics: [{ severity: 'error', ruleId, message, span: spanAt(range), help }],
  });
  if (file.endsWith('.json')) {
    const result = parseJson(text);
    if ('problems' in result) return { text, diagnostics: jsonDiagnostics(result.problems, spanAt) };
    return { text, definition: parsedDefinition(file, text, result.placed), diagnostics: [] };
  }
  try {
    const masked = maskPlaceholders(text);
    const known = parseByStates(masked);
    if (known !== undefined) return parsedDocument({ ...known, text, file, others: [] }, spanAt);
    const [document, ...others] = parseYaml(masked);
    if (document === undefined) return problem('yaml-syntax', 'the file is empty', [0, 1]);
    return parsedDocument({ document, text, file, others }, spanAt);
  } catch (error) {
    if (error instanceof NotJsonError) return problem(error.ruleId, error.message, error.range, error.help);
    if (error instanceof RangeError)
      return problem('yaml-syntax', 'the values are nested too deeply', [0, 1], nestingHelp);
    throw error;
  }
}

interface Source {
  readonly document: Document.Parsed;
  readonly offsets?: ReadonlyMap<Node, number>;
  readonly text: string;
  readonly file: string;
  readonly others: readonly Document.Parsed[];
}

function parsedDocument({ document, offsets, text, file, others }: Source, spanAt: SpanAt): ParseResult {
  const syntax = syntaxDiagnostics(document, text, spanAt);
  if (syntax.length > 0) return { text, diagnostics: syntax };
  const second = others[0];
  if (second !== undefined) {
    const range: TextRange = [second.range[0], second.range[0] + 1];
    throw new NotJsonError('a second document starts here', range, 'yaml-syntax', 'one file holds one document');
  }
  if (document.contents === null) throw new NotJsonError('the file is empty', [0, 1], 'yaml-syntax');
  if (document.directives?.yaml.version === '1.1') {
    throw new NotJsonError(
      '`%YAML 1.1` would turn the state name `No` into false',
      [0, 1],
      'yaml-syntax',
      'remove the line',
    );
  }
  const placed = compose(document, offsets);
  const diagnostics = commentsInTexts(placed, text, spanAt);
  return { text, definition: parsedDefinition(file, text, placed), diagnostics };
}
