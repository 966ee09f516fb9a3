import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { clearUnfinishedFiles, jsonFilesIn, readJsonFile, writeJsonFile } from '../../json-file';
import type { MessageAttribute, QueueMessage } from './queue-message';

/** The attributes of a queue that are implemented here. */
export interface QueueSettings {
  readonly visibilityTimeoutSeconds: number;
  readonly retentionSeconds: number;
  readonly delaySeconds: number;
  readonly receiveWaitSeconds: number;
  readonly maximumMessageBytes: number;
  readonly kmsKeyArn?: string;
  readonly redrive?: { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number };
}

/** SQS's own defaults. */
export const defaultQueueSettings: QueueSettings = {
  visibilityTimeoutSeconds: 30,
  retentionSeconds: 345_600,
  delaySeconds: 0,
  receiveWaitSeconds: 0,
  maximumMessageBytes: 1_048_576,
};

/** A message to send. */
export interface NewMessage {
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly senderId: string;
  readonly delaySeconds?: number;
}

/** A queue: one file a message. Guards that a message is on disk when `send` returns, and removed when `delete` returns. */
export class Queue {
  settings: QueueSettings = defaultQueueSettings;
  private readonly messages = new Map<string, QueueMessage>();
  private readonly files = new Map<string, string>();

  constructor(
    readonly name: string,
    readonly arn: string,
    readonly createdAt: number,
    private readonly folder: string,
  ) {
    clearUnfinishedFiles(folder);
    for (const file of jsonFilesIn(folder)) {
      const message = readJsonFile<QueueMessage>(file);
      if (message === undefined) continue;
      this.messages.set(message.messageId, message);
      this.files.set(message.messageId, file);
    }
  }

  send(message: NewMessage, now: number): QueueMessage {
    const { body, attributes, senderId } = message;
    const hiddenSeconds = message.delaySeconds ?? this.settings.delaySeconds;
    const sent: QueueMessage = {
      messageId: randomUUID(),
      body,
      attributes,
      senderId,
      sentAt: now,
      receiveCount: 0,
      ...visibilityOf(hiddenSeconds, now),
    };
    this.keep(sent);
    return sent;
  }

  /** Adds a message of another queue that was received too often there. */
  takeOver(message: QueueMessage, sourceArn: string): void {
    const { receiptHandle: _handle, ...rest } = message;
    this.keep({ ...rest, ...visibilityOf(0, 0), deadLetterSourceArn: sourceArn });
  }

  /** Hides and returns up to `count` visible messages, oldest first; `exhausted` is called for those received too often. */
  receive(
    count: number,
    hiddenSeconds: number,
    now: number,
    exhausted: (message: QueueMessage) => void,
  ): readonly QueueMessage[] {
    const received: QueueMessage[] = [];
    for (const message of [...this.messages.values()]) {
      if (received.length === count) break;
      if (this.isExpired(message, now)) this.forget(message);
      else if (isVisible(message, now)) {
        if (this.settings.redrive !== undefined && message.receiveCount >= this.settings.redrive.maxReceiveCount) {
          exhausted(message);
          this.forget(message);
          continue;
        }
        const handed: QueueMessage = {
          ...message,
          receiveCount: message.receiveCount + 1,
          firstReceivedAt: message.firstReceivedAt ?? now,
          ...visibilityOf(hiddenSeconds, now),
          receiptHandle: `${message.messageId}/${randomUUID()}`,
        };
        this.keep(handed);
        received.push(handed);
      }
    }
    return received;
  }

  /** Returns the message of a receipt handle, as long as no later receive has replaced it. */
  received(receiptHandle: string): QueueMessage | undefined {
    const message = this.messages.get(receiptHandle.split('/')[0] ?? '');
    return message?.receiptHandle === receiptHandle ? message : undefined;
  }

  hide(message: QueueMessage, seconds: number, now: number): void {
    this.keep({ ...message, ...visibilityOf(seconds, now) });
  }

  forget(message: QueueMessage): void {
    this.messages.delete(message.messageId);
    const file = this.files.get(message.messageId);
    this.files.delete(message.messageId);
    if (file !== undefined) rmSync(file, { force: true });
  }

  purge(): void {
    for (const message of [...this.messages.values()]) this.forget(message);
  }

  counts(now: number): { readonly visible: number; readonly hidden: number; readonly delayed: number } {
    const kept = [...this.messages.values()].filter((message) => !this.isExpired(message, now));
    const later = kept.filter((message) => !isVisible(message, now));
    const delayed = later.filter((message) => message.receiveCount === 0).length;
    return { visible: kept.length - later.length, hidden: later.length - delayed, delayed };
  }

  private isExpired(message: QueueMessage, now: number): boolean {
    return now - message.sentAt > this.settings.retentionSeconds * 1000;
  }

  private keep(message: QueueMessage): void {
    const time = new Date(message.sentAt).toISOString().replaceAll(':', '-');
    const file = this.files.get(message.messageId) ?? path.join(this.folder, `${time}_${message.messageId}.json`);
    writeJsonFile(file, message);
    this.messages.set(message.messageId, message);
    this.files.set(message.messageId, file);
  }
}

function visibilityOf(seconds: number, now: number): Required<Pick<QueueMessage, 'visibleAt' | 'hiddenSeconds'>> {
  return { visibleAt: now + seconds * 1000, hiddenSeconds: seconds };
}

/** The longest visibility timeout, 12 hours. */
const longestHiddenSeconds = 43_200;

/** A message that is hidden for longer than its timeout was hidden before the computer's time was set back. */
function isVisible({ visibleAt, hiddenSeconds = longestHiddenSeconds }: QueueMessage, now: number): boolean {
  return visibleAt <= now || visibleAt - now > hiddenSeconds * 1000;
}
