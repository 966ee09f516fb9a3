/** The options of `asl ui`. */
export interface UiFlags {
  /** Files of definitions, and folders of them. */
  readonly definitions: readonly string[];
  readonly env: string;
  readonly state?: string;
  readonly endpoint?: string;
  readonly aws: boolean;
  readonly region?: string;
  readonly write: boolean;
  readonly port?: number;
}
