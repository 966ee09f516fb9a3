import { type Document, isScalar, visit, type YAMLError } from 'yaml';
import type { Diagnostic, DiagnosticFix, RuleId } from '../../diagnostics';
import type { spansOf } from '../parsed-definition';
import type { TextRange } from '../placed-value';
import { unmaskPlaceholders } from '../placeholders';
import { quotedExpression, replaceTabs } from './yaml-fixes';

interface Problem {
  readonly ruleId: RuleId;
  readonly message: string;
  readonly range: TextRange;
  readonly help?: string;
  readonly fix?: DiagnosticFix;
}

/**
 * Returns the errors of the YAML parser, one diagnostic per mistake: errors after the first syntax error follow from
 * it. Duplicate keys are not syntax errors, so each is reported.
 */
export function syntaxDiagnostics(
  document: Document.Parsed,
  text: string,
  spanAt: ReturnType<typeof spansOf>,
): Diagnostic[] {
  const found = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  const syntax = found.find((error) => error.code !== 'DUPLICATE_KEY');
  const told = syntax === undefined ? found : [syntax];
  return told.map((error) => {
    const { range, ...problem } = problemOf(error, document, text);
    return { severity: 'error', ...problem, span: spanAt(range) };
  });
}

function problemOf(error: YAMLError, document: Document.Parsed, text: string): Problem {
  const range: TextRange = [error.pos[0], Math.max(error.pos[1], error.pos[0] + 1)];
  if (error.code === 'DUPLICATE_KEY') {
    const key = unmaskPlaceholders(/^(?:"[^"\n]*"|'[^'\n]*'|[^:\n]*?)(?=\s*:)/.exec(text.slice(range[0]))?.[0] ?? '');
    const message = `the key \`${key}\` is twice in the same object`;
    return {
      ruleId: 'duplicate-key',
      message,
      range: [range[0], range[0] + Math.max(key.length, 1)],
      help: 'remove or rename one of the two',
    };
  }
  if (error.code === 'TAB_AS_INDENT') return { ...tabProblem(range), fix: replaceTabs(text) };
  const quote = unclosedQuote(error, document, text);
  if (quote !== undefined) return quote;
  if (/call stack/i.test(error.message))
    return { ruleId: 'yaml-syntax', message: 'the values are nested too deeply', range };
  const message = unmaskPlaceholders(error.message).replace(/\s+/g, ' ').trim();
  const said = message.charAt(0).toLowerCase() + message.slice(1);
  return {
    ruleId: 'yaml-syntax',
    message: said.replace(/[.:]$/, ''),
    range,
    help: helpByCode[error.code],
    ...fixOf(error, text),
  };
}

function fixOf({ code, pos }: YAMLError, text: string): Pick<Problem, 'fix'> {
  return code === 'BAD_SCALAR_START' ? { fix: quotedExpression(text, pos[0]) } : {};
}

function tabProblem(range: TextRange): Problem {
  return {
    ruleId: 'tab-indentation',
    message: 'a tab is used to indent',
    range,
    help: 'indent with blanks',
  };
}

const helpByCode: Readonly<Record<string, string>> = {
  BAD_SCALAR_START: 'put the text in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'put a text that holds `: ` in quotes',
  BAD_INDENT: 'keys of one object start in the same column',
  TAG_RESOLVE_FAILED: 'remove the tag: a definition is plain JSON, CloudFormation functions have no place in it',
};

/** An unclosed quote includes the text up to the next one: the error is reported far below the mistake. */
function unclosedQuote(error: YAMLError, document: Document.Parsed, text: string): Problem | undefined {
  let opening: number | undefined;
  visit(document, (_, node) => {
    if (!isScalar(node) || node.range == null || !String(node.type).startsWith('QUOTE')) return;
    const [start, end] = node.range;
    const severalLines = text.slice(start, end).includes('\n');
    const errorFollows = error.pos[0] >= end - 1 && !text.slice(end, error.pos[0]).includes('\n');
    if (errorFollows && (severalLines || isMissingQuote(error))) opening = start;
  });
  if (opening === undefined) return undefined;
  const message = `the quote \`${text.charAt(opening)}\` that opens here is not closed on its line`;
  return {
    ruleId: 'unclosed-quote',
    message,
    range: [opening, opening + 1],
    help: 'close it, or double a quote that belongs to the text',
  };
}

function isMissingQuote(error: YAMLError): boolean {
  return error.code === 'MISSING_CHAR' && error.message.includes('quote');
}
