/** One version of an object, or a delete marker. */
export interface ObjectVersion {
  readonly key: string;
  /** `null` in a bucket without versioning. */
  readonly versionId: string;
  readonly deleteMarker: boolean;
  /** Name of the file that holds the content; empty for a delete marker. */
  readonly file: string;
  readonly sizeBytes: number;
  /** MD5 of the content in hex, if the entity tag is another one: that of a multipart upload. */
  readonly contentMd5?: string;
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  /** Content-Type and the other headers stored with the object, by their names in the SDK (`ContentType`). */
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Grows with every write of a bucket. */
  readonly sequencer: string;
  /** Why an event is still pending for this version, e.g. `PutObject`. */
  readonly owedEvent?: string;
}
