import { type Permission, ServiceError } from '../service';

/** Partition, region and account of every ARN here. */
export interface ArnPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** A state machine as a request names it. */
export interface StateMachineReference {
  readonly name: string;
  /** Without version or alias. */
  readonly stateMachineArn: string;
  /** A version's number or an alias. */
  readonly qualifier?: string;
}

/** The ARN of a state machine. */
export function stateMachineArn(name: string, { partition, region, account }: ArnPlace): string {
  return `arn:${partition}:states:${region}:${account}:stateMachine:${name}`;
}

/** Takes a state machine's, version's or alias's ARN apart. Throws InvalidArn. */
export function stateMachineReference(arn: unknown): StateMachineReference {
  const match =
    typeof arn === 'string' ? /^(arn:[^:]+:states:[^:]+:\d{12}:stateMachine:([^:]+))(?::([^:]+))?$/.exec(arn) : null;
  if (match === null)
    throw new ServiceError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${String(arn)}'`);
  const [, unqualified = '', name = '', qualifier] = match;
  return { name, stateMachineArn: unqualified, ...(qualifier === undefined ? {} : { qualifier }) };
}

/**
 * What a request for a state machine needs to be allowed: Step Functions authorises versions and aliases by the ARN of the machine, with
 * the qualifier as a condition key. https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html
 */
export function stateMachinePermission(action: string, arn: unknown): Permission {
  const { stateMachineArn: resource, qualifier } = stateMachineReference(arn);
  const conditionKeys = qualifier === undefined ? {} : { conditionKeys: { 'states:StateMachineQualifier': qualifier } };
  return { action: `states:${action}`, resource, ...conditionKeys };
}

/** An execution as a request names it. */
export interface ExecutionReference {
  readonly executionArn: string;
  readonly stateMachineName: string;
  readonly name: string;
}

/** The ARN of an execution; Express executions carry an id of their own, since their names may repeat. */
export function executionArn(machine: StateMachineReference, name: string, expressId?: string): string {
  const [prefix] = machine.stateMachineArn.split(':stateMachine:');
  return expressId === undefined
    ? `${prefix}:execution:${machine.name}:${name}`
    : `${prefix}:express:${machine.name}:${name}:${expressId}`;
}

/** Takes an execution's ARN apart. Throws InvalidArn. */
export function executionReference(arn: unknown): ExecutionReference {
  const match =
    typeof arn === 'string'
      ? /^arn:[^:]+:states:[^:]+:\d{12}:(?:execution|express):([^:]+):([^:]+(?::[^:]+)?)$/.exec(arn)
      : null;
  if (match === null)
    throw new ServiceError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${String(arn)}'`);
  const [, stateMachineName = '', name = ''] = match;
  return { executionArn: String(arn), stateMachineName, name };
}

/** Throws InvalidName where AWS would not take the name of an execution or a machine. */
export function checkName(name: string): string {
  const refused = /[\s?*<>{}[\]"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;
  if (name.length < 1 || name.length > 80 || refused.test(name))
    throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
  return name;
}
