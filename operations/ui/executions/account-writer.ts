import type { ExecutionWriter } from '@document-pipelines/asl/ui';
import type { Shape } from '@document-pipelines/local-aws/services';
import type { Account } from '../../account';
import { audited } from '../../changes';
import { ledgerRedrive } from './ledger-redrive';

/** Operations that change something, as their audit names them. */
const changes: Readonly<Record<string, string>> = {
  StartExecution: 'execution start',
  StopExecution: 'execution stop',
  RedriveExecution: 'execution redrive',
};

/** Changes executions of an account. Each change is audited, and what is redriven by the rules of the ledger. */
export function accountWriter(account: Account): ExecutionWriter {
  return {
    kind: 'open',
    call: (operation, input) => {
      const command = changes[operation];
      const call = () => account.call('states', operation, { ...input });
      return command === undefined ? call() : audited(account, { command, request: auditedRequest(input) }, call);
    },
    ownRedrive: ledgerRedrive(account),
  };
}

/** Inputs may have text of documents, which the audit has not. */
function auditedRequest({ input, ...request }: Shape): object {
  return typeof input === 'string' ? { ...request, inputBytes: Buffer.byteLength(input) } : request;
}
