/** An attribute of a message as the SDK has it. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64 on disk. */
  readonly BinaryValue?: string;
}

/** A message, as stored in its file. */
export interface QueueMessage {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly senderId: string;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  readonly firstReceivedAt?: number;
  readonly receiveCount: number;
  /** Not to be received before: a delay, or another receiver has it. */
  readonly visibleAt: number;
  /** For how long it was hidden until then, in seconds; absent in older state folders. */
  readonly hiddenSeconds?: number;
  /** Of the latest receive; deletes and changes of visibility name it. */
  readonly receiptHandle?: string;
  /** Queue it was moved from by a redrive policy. */
  readonly deadLetterSourceArn?: string;
}
