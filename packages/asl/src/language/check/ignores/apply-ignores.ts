import { type Diagnostic, didYouMean, ruleIds } from '../../diagnostics';
import type { RuleSeverities } from '../checked-definition';
import type { Rule } from '../rule';
import type { IgnoreComment } from './ignore-comments';

/** The findings that no comment ignores; of what AWS rejects, no comment ignores any. */
export function withoutIgnored(found: readonly Diagnostic[], comments: readonly IgnoreComment[]): Diagnostic[] {
  if (comments.length === 0) return [...found];
  return found.filter((each) => !comments.some(({ line, rules }) => rules.some(({ id }) => isMatch(each, line, id))));
}

function isMatch({ span, ruleId, rejectedBy }: Diagnostic, line: number, id: string): boolean {
  return ruleId === id && span.start.line === line && rejectedBy !== 'aws';
}

/** What the comments of a definition are judged by. */
export interface IgnoreContext {
  /** Every finding, ignored or not. */
  readonly found: readonly Diagnostic[];
  readonly rules: readonly Rule[];
  readonly severities: RuleSeverities;
  /** Whether the rule has judged everything it could: only then is a comment that ignores no finding superfluous. */
  readonly isJudged: (rule: Rule) => boolean;
}

type IgnoreRuleId = (typeof ruleIds.ignoring)[number];

interface IgnoreFinding {
  readonly ruleId: IgnoreRuleId;
  readonly message: string;
  readonly help?: string;
  readonly isConditional?: boolean;
}

/** The findings about the comments themselves. */
export function ignoreFindings(comments: readonly IgnoreComment[], context: IgnoreContext): Diagnostic[] {
  return comments.flatMap((comment) => {
    const ofRules = comment.rules.flatMap(({ id, span }) => diagnosticsOf(judge(comment, id, context), span, context));
    return [...diagnosticsOf(judgeReason(comment), comment.span, context), ...ofRules];
  });
}

function judgeReason({ rules, reason }: IgnoreComment): IgnoreFinding | undefined {
  const form = '`# asl-ignore rule-id: reason`';
  if (rules.length === 0) {
    return { ruleId: 'ignore-of-unknown-rule', message: 'the comment names no rule to ignore', help: `write ${form}` };
  }
  if (reason !== undefined) return undefined;
  return { ruleId: 'ignore-without-reason', message: 'the comment has no reason', help: `write ${form}` };
}

function judge(comment: IgnoreComment, id: string, context: IgnoreContext): IgnoreFinding | undefined {
  const rule = context.rules.find((each) => each.id === id);
  if (rule === undefined) return unknownRule(id, context.rules);
  if (rule.rejectedBy === 'aws') {
    const message = `\`${id}\` cannot be ignored: CreateStateMachine rejects what it finds`;
    return { ruleId: 'ignore-of-rejection', message, help: 'fix the finding, and remove the comment' };
  }
  if (!context.isJudged(rule) || context.found.some((each) => isMatch(each, comment.line, id))) return undefined;
  const message = `\`${id}\` finds no problem in line ${comment.line}`;
  const help = 'remove the comment, or put it before the line of the finding';
  return { ruleId: 'unused-ignore', message, help, isConditional: true };
}

function unknownRule(id: string, rules: readonly Rule[]): IgnoreFinding {
  const isOther = (Object.values(ruleIds).flat() as string[]).includes(id);
  const message = isOther ? `findings of \`${id}\` cannot be ignored` : `\`${id}\` is not a rule`;
  const ignorable = rules.filter(({ rejectedBy }) => rejectedBy === 'none').map((rule) => rule.id);
  const help = isOther ? 'fix the finding, and remove the comment' : didYouMean(id, ignorable);
  return { ruleId: 'ignore-of-unknown-rule', message, help };
}

function diagnosticsOf(
  finding: IgnoreFinding | undefined,
  span: Diagnostic['span'],
  { severities }: IgnoreContext,
): Diagnostic[] {
  if (finding === undefined) return [];
  const severity = severities.get(finding.ruleId) ?? 'warning';
  return severity === 'off' ? [] : [{ ...finding, severity, span, rejectedBy: 'none' }];
}
