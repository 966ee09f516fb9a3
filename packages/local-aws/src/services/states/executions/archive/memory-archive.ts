import type { ExecutionRecord } from '@document-pipelines/asl/interpreter';
import type { ExecutionReference } from '../../arns';
import type { ExecutionArchive, ExecutionOrigin, KeptExecution } from './execution-archive';

/** How many events of ended executions are remembered; AWS keeps histories for 90 days. */
const defaultMaxEvents = 1_000_000;

/** An execution in memory. While it runs, its record is read from the interpreter. */
class MemoryExecution implements KeptExecution {
  private record: ExecutionRecord | undefined;
  announced: ExecutionRecord['status'] | undefined;

  constructor(readonly origin: ExecutionOrigin) {}

  get summary(): ExecutionRecord {
    return this.read();
  }

  read(): ExecutionRecord {
    return this.record!;
  }

  prepareToResume(): ExecutionRecord {
    return this.read();
  }

  save(record: ExecutionRecord): Promise<void> {
    this.record = record;
    return Promise.resolve();
  }

  announce(status: ExecutionRecord['status']): Promise<void> {
    this.announced = status;
    return Promise.resolve();
  }

  settled(): Promise<void> {
    return Promise.resolve();
  }
}

/** Executions that live as long as the process. Guards that ended ones do not fill the memory: the oldest are forgotten first. */
export class MemoryArchive implements ExecutionArchive {
  private readonly machines = new Map<string, Map<string, MemoryExecution>>();
  private readonly endedExecutions = new Map<string, ExecutionReference>();
  private events = 0;

  constructor(private readonly maxEvents = defaultMaxEvents) {}

  create({ stateMachineName, name }: ExecutionReference, origin: ExecutionOrigin): KeptExecution {
    const execution = new MemoryExecution(origin);
    const machine = this.machines.get(stateMachineName) ?? new Map<string, MemoryExecution>();
    this.machines.set(stateMachineName, machine.set(name, execution));
    return execution;
  }

  open({ stateMachineName, name }: ExecutionReference): MemoryExecution | undefined {
    return this.machines.get(stateMachineName)?.get(name);
  }

  list(stateMachineName: string): readonly KeptExecution[] {
    return [...(this.machines.get(stateMachineName)?.values() ?? [])];
  }

  machineNames(): readonly string[] {
    return [...this.machines.keys()];
  }

  ended(reference: ExecutionReference): readonly ExecutionReference[] {
    const { executionArn } = reference;
    const forgotten: ExecutionReference[] = [];
    if (this.endedExecutions.has(executionArn)) return forgotten;
    this.events += this.eventsOf(reference);
    this.endedExecutions.set(executionArn, reference);
    for (const [arn, oldest] of this.endedExecutions) {
      if (this.events <= this.maxEvents || arn === executionArn) break;
      this.events -= this.eventsOf(oldest);
      this.machines.get(oldest.stateMachineName)?.delete(oldest.name);
      this.endedExecutions.delete(arn);
      forgotten.push(oldest);
    }
    return forgotten;
  }

  remove(stateMachineName: string): void {
    for (const name of this.machines.keys()) {
      if (name === stateMachineName || name.startsWith(`${stateMachineName}/`)) this.machines.delete(name);
    }
    for (const [arn, reference] of this.endedExecutions) {
      if (this.machines.has(reference.stateMachineName)) continue;
      this.endedExecutions.delete(arn);
    }
    this.events = [...this.endedExecutions.values()].reduce((sum, reference) => sum + this.eventsOf(reference), 0);
  }

  private eventsOf(reference: ExecutionReference): number {
    return this.open(reference)?.read().history.length ?? 0;
  }
}
