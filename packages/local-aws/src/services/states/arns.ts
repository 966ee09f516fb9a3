import type { AccountRegion } from '../../local-account';
import { type Permission, ServiceError } from '../service';

/** A state machine as a request names it. */
export interface StateMachineReference {
  readonly name: string;
  /** Without version or alias. */
  readonly stateMachineArn: string;
  /** A version's number or an alias. */
  readonly qualifier?: string;
}

/** Returns the ARN of a state machine. */
export function stateMachineArn(name: string, { partition, region, account }: AccountRegion): string {
  return `arn:${partition}:states:${region}:${account}:stateMachine:${name}`;
}

/** Returns the ARN of an activity. */
export function activityArn(name: string, { partition, region, account }: AccountRegion): string {
  return `arn:${partition}:states:${region}:${account}:activity:${name}`;
}

/** Returns the name of the activity that an ARN names. Throws InvalidArn. */
export function activityName(arn: unknown): string {
  const [, name = ''] = parseArn(arn, /^arn:[^:]+:states:[^:]+:\d{12}:activity:([^:]+)$/);
  return name;
}

/** Returns the state machine whose execution a Map Run belongs to, and its label, as `machine/label`. Throws InvalidArn. */
export function mapRunOwner(arn: unknown): { readonly stateMachineName: string; readonly label: string } {
  const [, stateMachineName = '', label = ''] = parseArn(
    arn,
    /^arn:[^:]+:states:[^:]+:\d{12}:mapRun:([^:/]+)\/([^:/]+):[^:]+$/,
  );
  return { stateMachineName, label };
}

/** Parses the ARN of a state machine, version or alias. Throws InvalidArn. */
export function stateMachineReference(arn: unknown): StateMachineReference {
  const match = parseArn(arn, /^(arn:[^:]+:states:[^:]+:\d{12}:stateMachine:([^:]+))(?::([^:]+))?$/);
  const [, unqualified = '', name = '', qualifier] = match;
  return { name, stateMachineArn: unqualified, ...(qualifier === undefined ? {} : { qualifier }) };
}

/**
 * Returns the permission that a request for a state machine needs: Step Functions authorises versions and aliases by the ARN of the
 * machine, with the qualifier as a condition key. https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html
 */
export function stateMachinePermission(action: string, arn: unknown): Permission {
  const { stateMachineArn: resource, qualifier } = stateMachineReference(arn);
  const conditionKeys = qualifier === undefined ? {} : { conditionKeys: { 'states:StateMachineQualifier': qualifier } };
  return { action: `states:${action}`, resource, ...conditionKeys };
}

/** An execution as a request names it. */
export interface ExecutionReference {
  readonly executionArn: string;
  /** `machine`, or `machine/label` for the children of a Distributed Map. */
  readonly stateMachineName: string;
  readonly name: string;
}

/** Returns the ARN of an execution; Express executions carry an id of their own, since their names may repeat. */
export function executionArn(machine: StateMachineReference, name: string, expressId?: string): string {
  const [prefix] = machine.stateMachineArn.split(':stateMachine:');
  return expressId === undefined
    ? `${prefix}:execution:${machine.name}:${name}`
    : `${prefix}:express:${machine.name}:${name}:${expressId}`;
}

/** Parses an execution's ARN. Throws InvalidArn. */
export function executionReference(arn: unknown): ExecutionReference {
  const [, stateMachineName = '', name = ''] = parseArn(
    arn,
    /^arn:[^:]+:states:[^:]+:\d{12}:(?:execution|express):([^:]+):([^:]+(?::[^:]+)?)$/,
  );
  return { executionArn: String(arn), stateMachineName, name };
}

/** As `executionReference`, for what AWS offers for Standard executions only. Throws InvalidArn. */
export function standardExecutionReference(arn: unknown): ExecutionReference {
  const reference = executionReference(arn);
  if (reference.executionArn.split(':')[5] === 'express') throw wrongResource('express');
  return reference;
}

/** Throws InvalidName if AWS rejects it as the name of an execution, a machine or an activity. */
export function checkName(name: string): string {
  const refused = /[\s?*<>{}[\]"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;
  if (name.length < 1 || name.length > 80 || refused.test(name))
    throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
  return name;
}

/** Throws InvalidArn if a string is not the ARN of an IAM role, in any partition. */
export function checkRoleArn(arn: string): string {
  if (/^arn:aws(-[a-z]+)*:iam::\d{12}:role\/([!-~]+\/)?[\w+=,.@-]{1,64}$/.test(arn)) return arn;
  throw new ServiceError('InvalidArn', `Invalid Role Arn: '${arn}'`);
}

function parseArn(arn: unknown, shape: RegExp): RegExpExecArray {
  const match = typeof arn === 'string' ? shape.exec(arn) : null;
  if (match !== null) return match;
  const [prefix, , service, , , resourceType] = String(arn).split(':');
  if (prefix !== 'arn') throw new ServiceError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${String(arn)}'`);
  throw wrongResource(service === 'states' && resourceType !== undefined ? resourceType : String(arn));
}

function wrongResource(what: string): ServiceError {
  return new ServiceError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${what}'`);
}
