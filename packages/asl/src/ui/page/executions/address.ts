import type { ExecutionRow } from '../../model/execution-row';

/** The address of an execution's page. */
export function executionAddress({ machine, name }: Pick<ExecutionRow, 'machine' | 'name'>): string {
  return `/executions/${encodeURIComponent(machine)}/${encodeURIComponent(name)}`;
}

/** As `executionAddress`, from an ARN: `…:execution:machine:name`, `…:express:machine:name:id`. */
export function addressOfArn(arn: string): string {
  const [machine = '', ...name] = arn.split(':').slice(6);
  return executionAddress({ machine, name: name.join(':') });
}
