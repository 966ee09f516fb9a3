/** The rules of every diagnostic, by what is read. Each id has a heading in docs/diagnostics.md. */
export const ruleIds = {
  /** Reading the file of a definition, a cases file or an environment. */
  reading: [
    'yaml-syntax',
    'tab-indentation',
    'unclosed-quote',
    'duplicate-key',
    'comment-in-text',
    'unknown-anchor',
    'missing-prompt',
    'prompt-with-unknown-placeholder',
    'prompt-with-expression',
    'unused-prompt',
  ],
  /** Giving placeholders their values. */
  substitution: ['placeholder-without-value', 'value-without-placeholder', 'value-of-wrong-kind'],
  /** asl/check: each is a file in asl/check/rules and a folder in asl/check/testdata. */
  check: [
    'wrong-type',
    'missing-field',
    'unknown-field',
    'unknown-value',
    'conflicting-fields',
    'number-out-of-range',
    'empty-list',
    'state-name',
    'duplicate-state-name',
    'map-label',
    'distributed-map',
    'unknown-next-state',
    'unknown-start-state',
    'missing-transition',
    'missing-end-state',
    'unreachable-state',
    'states-all-alone-and-last',
    'wrong-query-language',
    'jsonata-syntax',
    'jsonata-delimiters',
    'jsonata-top-level-reference',
    'jsonpath-syntax',
    'payload-template',
    'choice-rule',
    'timestamp-format',
    'task-resource',
    'callback-without-timeout',
    'express-limits',
    'malformed-placeholder',
    'misplaced-optional-placeholder',
    'unknown-placeholder',
  ],
  cases: ['missing-case-key', 'unknown-case-key', 'wrong-case-value', 'repeated-case-name', 'unknown-case-state'],
  environments: [
    'missing-environment-value',
    'unknown-environment-key',
    'wrong-environment-value',
    'inference-profile-does-not-fit',
    'unknown-inference-profile',
    'account-log-role-set-twice',
  ],
  /** `asl run`: the state in which the execution failed. */
  execution: ['execution-failed'],
} as const;

/** The id of a rule: a misspelt one does not compile. */
export type RuleId = (typeof ruleIds)[keyof typeof ruleIds][number];

/** The id of a rule of asl/check. */
export type CheckRuleId = (typeof ruleIds.check)[number];
