import type { EmbeddedService, Operation } from '../service';

/** One kind of Bedrock's long jobs: its operations, and the continuation of unfinished ones. */
export interface BedrockJobs {
  /** By API name, e.g. `CreateModelCustomizationJob`. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** Continues the jobs that an earlier process left unfinished. Call it when the stack has been applied. */
  resumeJobs(): Promise<void>;
  /** Resolves when no job is running. */
  whenIdle(): Promise<void>;
  /** Stops at once; unfinished jobs stay as they are for the next process. */
  close(): Promise<void>;
}

/** Bedrock as one service: its synchronous operations, and its jobs. */
export interface BedrockControl extends EmbeddedService, Omit<BedrockJobs, 'operations'> {}

/**
 * Creates the local Bedrock. On AWS the runtime and the control plane are two endpoints with one signing name, `bedrock`; here they
 * are one service.
 */
export function createBedrockControl(runtime: EmbeddedService, jobs: readonly BedrockJobs[]): BedrockControl {
  return {
    name: runtime.name,
    operations: Object.assign({}, runtime.operations, ...jobs.map(({ operations }) => operations)) as Readonly<
      Record<string, Operation>
    >,
    resumeJobs: async () => {
      for (const each of jobs) await each.resumeJobs();
    },
    whenIdle: async () => {
      await Promise.all(jobs.map((each) => each.whenIdle()));
    },
    close: async () => {
      for (const each of jobs) await each.close();
    },
  };
}
