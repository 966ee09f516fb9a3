import type { DeploymentTarget } from '../deployment-target';

/** The settings that every function and state machine of a stack shares. */
export interface StackSettings {
  readonly target: DeploymentTarget;
  /** Days that logs are kept. */
  readonly logRetentionDays: number;
  /** Bundles by function name, their zips as paths relative to the stack's folder. */
  readonly bundles: Readonly<Record<string, StackBundle>>;
}

/** A function's zip as the stack refers to it. */
export interface StackBundle {
  readonly filename: string;
  /** SHA-256 of the zip in base64: Terraform detects changed code by it. */
  readonly sourceCodeHash: string;
  readonly handler: string;
}
