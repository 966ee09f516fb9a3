/** What an execution's ARN says. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-executions.html */
export interface ExecutionReference {
  /** Name of the state machine, with the environment before it. */
  readonly machine: string;
  /** The Distributed Map whose child it is; absent for an execution that was started by itself. */
  readonly label?: string;
  readonly name: string;
  /** Nobody can be asked about an Express execution: DescribeExecution and RedriveExecution do not take it. */
  readonly isExpress: boolean;
}

const shape = /^arn:[^:]+:states:[^:]*:[^:]*:(execution|express):([^:/]+)(?:\/([^:]+))?:([^:]+)/;

/** Takes an execution's ARN apart; undefined for anything else. */
export function executionReference(executionArn: string): ExecutionReference | undefined {
  const [, kind, machine, label, name] = shape.exec(executionArn) ?? [];
  if (machine === undefined || name === undefined) return undefined;
  return { machine, ...(label === undefined ? {} : { label }), name, isExpress: kind === 'express' };
}
