/** A version of a function, ready to run: the settings that its worker uses. */
export interface FunctionConfiguration {
  readonly functionName: string;
  /** Unqualified. */
  readonly functionArn: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  /** Folder into which the zip was unpacked. */
  readonly codeFolder: string;
  /** SHA-256 of the zip, base64. */
  readonly codeSha256: string;
  /** `index.handler`. */
  readonly handler: string;
  /** `nodejs24.x`. */
  readonly runtime: string;
  readonly roleArn: string;
  readonly memorySizeMegabytes: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
}
