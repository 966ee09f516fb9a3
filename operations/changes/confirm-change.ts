import { nextLine } from '@document-pipelines/asl/terminal';
import { CannotRunError } from '@document-pipelines/local-aws/environment';
import type { Account, AccountOptions } from '../account';

/** Asks before a change on AWS. Throws CannotRunError if the person does not agree, or if stdin is not a terminal. */
export async function confirmChange(
  account: Account,
  what: string,
  { aws, console, signal }: Pick<AccountOptions, 'aws' | 'console' | 'signal'>,
): Promise<void> {
  if (aws === undefined || aws.isAgreed) return;
  const { account: id, arn } = await account.caller();
  const change = `${what} in ${account.environment} (account ${id}, as ${arn})`;
  if (process.stdin.isTTY !== true) throw new CannotRunError(`${change} is not confirmed: add --yes`);
  console.doing(undefined);
  console.say(`${change}: continue? [y/N]`);
  const answer = await nextLine(process.stdin, signal);
  if (!/^y(es)?$/iu.test(answer.trim())) throw new CannotRunError('nothing was changed');
}
