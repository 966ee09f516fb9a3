import { type Document, isCollection, isScalar, Lexer, parseAllDocuments, visit } from 'yaml';
import type { Json } from '../definition';
import { type Diagnostic, DiagnosticsError, type RuleId } from '../diagnostics';
import { type ParsedDefinition, parsedDefinition, spansOf } from './parsed-definition';
import type { TextRange } from './placed-value';
import { maskPlaceholders, unmaskPlaceholders } from './placeholders';
import { commentsInTexts } from './yaml/comment-in-text';
import { compose, NotJsonError } from './yaml/compose';
import { syntaxDiagnostics } from './yaml/syntax-diagnostics';

/** A parsed definition and warnings, or what keeps the text from being one. */
export interface ParseResult {
  /** The text that was parsed, for excerpts. */
  readonly text: string;
  readonly definition?: ParsedDefinition;
  readonly diagnostics: readonly Diagnostic[];
}

type SpanAt = ReturnType<typeof spansOf>;

/** The JSON value of a YAML file that is no definition. Throws DiagnosticsError with every mistake at its location. */
export function valueOfYaml(text: string, file: string): Json {
  const { definition, diagnostics } = parseDefinition(text, file);
  if (definition === undefined) throw new DiagnosticsError(diagnostics, text);
  return definition.value;
}

/**
 * Parses the text of a definition, YAML 1.2 or JSON, keeping every position. `file` is the name that diagnostics carry; one
 * that ends in `.json` is also held to JSON's words.
 */
export function parseDefinition(text: string, file: string): ParseResult {
  const spanAt = spansOf(file, text);
  const problem = (ruleId: RuleId, message: string, range: TextRange, help?: string): ParseResult => ({
    text,
    diagnostics: [{ severity: 'error', ruleId, message, span: spanAt(range), help }],
  });
  const deepLine = lineNestedTooDeeply(text);
  if (deepLine !== undefined) return problem('yaml-syntax', 'the values are nested too deeply', deepLine, depthHelp);
  try {
    const documents = parseAllDocuments(maskPlaceholders(text), { version: '1.2', merge: true, prettyErrors: false });
    const document = Array.isArray(documents) ? documents[0] : undefined;
    if (document === undefined || !('contents' in document)) return problem('yaml-syntax', 'the file is empty', [0, 1]);
    return parsedDocument({ document, text, file, others: documents.slice(1) }, spanAt);
  } catch (error) {
    if (error instanceof NotJsonError) return problem(error.ruleId, error.message, error.range, error.help);
    if (error instanceof RangeError) return problem('yaml-syntax', 'the values are nested too deeply', [0, 1]);
    throw error;
  }
}

/** Far deeper than a person writes. The parser recurses, and near the end of the stack Node itself may give up. */
const maxNesting = 500;
const depthHelp = `values may stand in one another ${maxNesting} deep`;

/** Where brackets, compact list items or indentation pass the bound, found without recursion. */
function lineNestedTooDeeply(text: string): TextRange | undefined {
  let offset = 0;
  let open = 0;
  let listed = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') open += 1;
    else if (token === ']' || token === '}') open -= 1;
    else if (token === '-' || token === '?') listed += 1;
    else if (token.startsWith('\n') || token.startsWith('\r')) listed = 0;
    if (open > maxNesting || listed > maxNesting || isIndentedBeyondBound(token)) return [offset, offset + 1];
    if (!lexerMarks.has(token)) offset += token.length;
  }
  return undefined;
}

/** What the lexer puts between the pieces of the text: BOM, document, flow-error end and scalar marks. */
const lexerMarks = new Set(['\u{FEFF}', '\x02', '\x18', '\x1f']);

function isIndentedBeyondBound(token: string): boolean {
  return token.length > maxNesting * 2 && /^ +$/.test(token);
}

interface Source {
  readonly document: Document.Parsed;
  readonly text: string;
  readonly file: string;
  readonly others: readonly Document.Parsed[];
}

function parsedDocument({ document, text, file, others }: Source, spanAt: SpanAt): ParseResult {
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
  const diagnostics = file.endsWith('.json') ? wordsOutsideJson(document, spanAt) : [];
  if (diagnostics.length > 0) return { text, diagnostics };
  const warnings = commentsInTexts(document, text, spanAt);
  return { text, definition: parsedDefinition(file, text, compose(document)), diagnostics: warnings };
}

/** In a JSON file a text without quotes is a slip such as `tru`, or a comma that is missing. */
function wordsOutsideJson(document: Document.Parsed, spanAt: SpanAt): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(document, (_, node) => {
    if (isCollection(node) && node.flow !== true && node.items.length > 0) return visit.SKIP;
    if (!isScalar(node) || node.type !== 'PLAIN' || node.range == null || typeof node.value !== 'string')
      return undefined;
    const word = unmaskPlaceholders(node.value);
    if (word !== node.value) return undefined;
    found.push({
      severity: 'error',
      ruleId: 'yaml-syntax',
      message: `\`${word.length > 40 ? `${word.slice(0, 40)}…` : word}\` is not a JSON value`,
      span: spanAt([node.range[0], node.range[1]]),
      help: 'put a text in quotes, and a comma before the next key',
    });
    return undefined;
  });
  return found;
}
