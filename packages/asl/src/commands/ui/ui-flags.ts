/** The options of `asl ui`. */
export interface UiFlags {
  readonly env: string;
  readonly state?: string;
  readonly endpoint?: string;
  readonly aws: boolean;
  readonly region?: string;
  readonly write: boolean;
  readonly port?: number;
}
