import type { Diagnostic } from '@document-pipelines/asl/diagnostics';
import type { ParsedDefinition } from '@document-pipelines/asl/load';
import type { EnvironmentFile } from './environment-schema';

/**
 * Warns of an environment that protects its data and names no account: with the credentials of another account, Terraform
 * would apply it there.
 */
export function checkNamedAccount(
  { protectData, allowedAccountIds }: EnvironmentFile,
  source: Pick<ParsedDefinition, 'keySpanOf'>,
): Diagnostic[] {
  if (!protectData || allowedAccountIds !== undefined) return [];
  return [
    {
      severity: 'warning',
      ruleId: 'protected-without-account',
      message: '`protectData` is true, and `allowedAccountIds` is missing: any account is planned and applied to',
      span: source.keySpanOf(['protectData']),
      help: "add `allowedAccountIds: ['<12 digits>']`",
    },
  ];
}
