/** The parts of an execution's ARN. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-executions.html */
export interface ExecutionReference {
  /** Name of the state machine, with the environment before it. */
  readonly machine: string;
  /** The Distributed Map whose child it is; absent for an execution that was started by itself. */
  readonly label?: string;
  readonly name: string;
  /** DescribeExecution and RedriveExecution do not accept an Express execution. */
  readonly isExpress: boolean;
}

const shape = /^arn:[^:]+:states:[^:]*:[^:]*:(execution|express):([^:/]+)(?:\/([^:]+))?:([^:]+)/;

/** Parses an execution's ARN; returns undefined for any other string. */
export function executionReference(executionArn: string): ExecutionReference | undefined {
  const [, kind, machine, label, name] = shape.exec(executionArn) ?? [];
  if (machine === undefined || name === undefined) return undefined;
  return { machine, ...(label === undefined ? {} : { label }), name, isExpress: kind === 'express' };
}
