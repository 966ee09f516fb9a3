import { createHash } from 'node:crypto';
import type { StateMachineType } from '../execution-record';

/** The parts of the ARNs of a Map Run and of its children. */
export interface MapRunNames {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly label: string;
  readonly type: StateMachineType;
}

/** `arn:aws:states:eu-west-1:123456789012:mapRun:machine/label:uuid` */
export function mapRunArn({ executionArn, stateMachineName, label }: MapRunNames, uuid: string): string {
  return `${prefixOf(executionArn)}:mapRun:${stateMachineName}/${label}:${uuid}`;
}

/**
 * Returns a child's name: always the same for the same Map Run and index, so that a process that resumes finds its
 * record.
 */
export function childName(runArn: string, index: number): string {
  return uuidOf(`${runArn}#${index}`);
}

/** `arn:aws:states:eu-west-1:123456789012:execution:machine/label:name`, and `…:express:…:name:uuid` for an Express child. */
export function childArn({ executionArn, stateMachineName, label, type }: MapRunNames, name: string): string {
  const prefix = prefixOf(executionArn);
  if (type === 'STANDARD') return `${prefix}:execution:${stateMachineName}/${label}:${name}`;
  return `${prefix}:express:${stateMachineName}/${label}:${name}:${uuidOf(name)}`;
}

/** A Map Run's own UUID, the last part of its ARN. */
export function uuidOfMapRun(runArn: string): string {
  return runArn.slice(runArn.lastIndexOf(':') + 1);
}

function prefixOf(executionArn: string): string {
  return executionArn.split(':').slice(0, 5).join(':');
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
