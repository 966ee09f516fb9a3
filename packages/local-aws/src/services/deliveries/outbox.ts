import { rmSync } from 'node:fs';
import path from 'node:path';
import { clearUnfinishedFiles, jsonFilesIn, readJsonFile, writeJsonFile } from '../../json-file';
import type { Policies } from '../../policies';
import { ServiceError, type Services } from '../service';
import type { ServiceClock } from '../service-clock';
import type { DeadLetter, Delivery, UndeliveredReport } from './delivery';

/** Options of the outbox. */
export interface OutboxOptions {
  /** Folder that holds one file for each delivery not yet made. */
  readonly folder: string;
  readonly services: Services;
  readonly policies: Pick<Policies, 'allowsAssume'>;
  readonly clock: ServiceClock;
  readonly onUndelivered: (report: UndeliveredReport) => void;
}

/**
 * Pending deliveries. Guards that a delivery's file is in the folder until the target has accepted it, it is in the dead-letter queue,
 * or it is recorded as dropped. So a killed process does not lose deliveries, and may deliver twice, as AWS may.
 */
export class Outbox {
  private readonly pending = new Map<string, Promise<void>>();
  private readonly leaving = new AbortController();

  constructor(private readonly options: OutboxOptions) {}

  /** Saves deliveries to disk, then starts them. */
  add(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) writeJsonFile(this.fileOf(delivery), delivery);
    for (const delivery of deliveries) this.start(delivery);
  }

  /** Continues the pending deliveries of an earlier process. */
  resume(): void {
    if (this.pending.size === 0) clearUnfinishedFiles(this.options.folder);
    for (const file of jsonFilesIn(this.options.folder)) {
      const delivery = readJsonFile<Delivery>(file, ['id', 'service', 'operation', 'input']);
      if (delivery !== undefined && !this.pending.has(delivery.id)) this.start(delivery);
    }
  }

  /** Resolves when no delivery is pending. */
  async whenEmpty(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending.values());
  }

  /** Stops attempts without dropping deliveries; pending ones stay on disk. */
  leave(): void {
    this.leaving.abort();
  }

  /** Stops retrying; what is pending stays on disk. */
  async close(): Promise<void> {
    this.leave();
    await this.whenEmpty();
  }

  private start(delivery: Delivery): void {
    const made = this.deliver(delivery).finally(() => this.pending.delete(delivery.id));
    this.pending.set(delivery.id, made);
  }

  private async deliver(delivery: Delivery): Promise<void> {
    for (let attempt = 0; !this.leaving.signal.aborted; attempt += 1) {
      const error = await this.attempt(delivery);
      if (error === undefined) {
        this.done(delivery);
        return;
      }
      if (this.leaving.signal.aborted) return;
      const exhausted = exhaustedBy(delivery, attempt, error, this.options.clock.now());
      if (exhausted !== undefined) {
        await this.giveUp(delivery, { error, exhausted, attempt });
        return;
      }
      await this.options.clock.sleep(Math.min(60, 0.25 * 2 ** attempt), this.leaving.signal);
    }
  }

  /** Makes one attempt. Returns its error, if it failed. */
  private async attempt({
    assume,
    service,
    operation,
    input,
    payload,
    caller,
  }: Delivery): Promise<ServiceError | undefined> {
    try {
      if (assume !== undefined) this.checkAssume(assume);
      await this.options.services.call(
        service,
        operation,
        payload === undefined ? input : { ...input, Payload: Buffer.from(payload) },
        caller,
      );
      return undefined;
    } catch (error) {
      if (error instanceof ServiceError) return error;
      return new ServiceError('InternalError', error instanceof Error ? error.message : String(error), 500);
    }
  }

  private checkAssume({ roleArn, servicePrincipal, conditionKeys }: NonNullable<Delivery['assume']>): void {
    const decision = this.options.policies.allowsAssume(roleArn, servicePrincipal, conditionKeys);
    if (decision.allowed) return;
    throw new ServiceError(
      'AccessDeniedException',
      `${servicePrincipal} is not authorized to perform: sts:AssumeRole on resource: ${roleArn} ${decision.reason}`,
    );
  }

  private async giveUp(delivery: Delivery, end: End): Promise<void> {
    const refusal =
      delivery.deadLetter === undefined
        ? 'there is no dead-letter queue'
        : await this.sendDeadLetter(delivery.deadLetter, end);
    if (this.leaving.signal.aborted && refusal !== undefined) return;
    const message = refusal === undefined ? end.error.message : `${end.error.message}; ${refusal}`;
    const ended = refusal === undefined ? 'dead-letter queue' : 'dropped';
    if (ended === 'dropped') {
      const record = { ...delivery, error: end.error.name, message };
      writeJsonFile(path.join(this.options.folder, 'dropped', `${delivery.id}.json`), record);
    }
    this.done(delivery);
    this.options.onUndelivered({ from: delivery.from, to: delivery.to, error: end.error.name, message, ended });
  }

  /** Returns why the queue rejected it. */
  private async sendDeadLetter(letter: DeadLetter, { error, exhausted, attempt }: End): Promise<string | undefined> {
    const [, , , , account, name] = letter.queueArn.split(':');
    const texts = {
      ...letter.attributes,
      ERROR_CODE: error.name,
      ERROR_MESSAGE: error.message,
      EXHAUSTED_RETRY_CONDITION: exhausted,
      RETRY_ATTEMPTS: String(attempt),
    };
    const MessageAttributes = Object.fromEntries(
      Object.entries(texts).map(([key, StringValue]) => [key, { DataType: 'String', StringValue }]),
    );
    try {
      const QueueUrl = `https://sqs/${account}/${name}`;
      await this.options.services.call(
        'sqs',
        'SendMessage',
        { QueueUrl, MessageBody: letter.body, MessageAttributes },
        letter.caller,
      );
      return undefined;
    } catch (refused) {
      return `the dead-letter queue ${letter.queueArn} did not take it: ${refused instanceof Error ? refused.message : String(refused)}`;
    }
  }

  private done(delivery: Delivery): void {
    rmSync(this.fileOf(delivery), { force: true });
  }

  private fileOf(delivery: Delivery): string {
    return path.join(this.options.folder, `${delivery.id}.json`);
  }
}

interface End {
  readonly error: ServiceError;
  readonly exhausted: string;
  readonly attempt: number;
}

/** Errors that retries do not fix: missing permissions, missing targets, input that the target rejects. */
const lasting = /AccessDenied|Authorization|DoesNotExist|NotFound|NotModelled|Validation|Invalid/;

function exhaustedBy(delivery: Delivery, attempt: number, error: ServiceError, now: number): string | undefined {
  if (lasting.test(error.name)) return 'NoRetry';
  if (attempt >= delivery.maximumRetryAttempts) return 'MaximumRetryAttempts';
  return now - delivery.createdAt >= delivery.maximumAgeSeconds * 1000 ? 'MaximumEventAgeInSeconds' : undefined;
}
