/** The partition, region and account of ARNs. */
export interface AccountRegion {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** The emulated account that a synthesised stack is applied to. */
export interface LocalAccount extends AccountRegion {
  /** Folder of cdk.tf.json: relative asset paths start here. */
  readonly stackFolder: string;
  /** What application inference profiles were made from, by their ARNs. */
  readonly profileSources?: Readonly<Record<string, string>>;
  /** Folder of this environment's state (`.local/<environment>`). */
  readonly stateFolder: string;
}
