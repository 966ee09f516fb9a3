/** `--aws` and the options that belong to it. */
export interface AwsChoice {
  /** What `terraform output -json` printed, in a file; absent: Terraform is asked. */
  readonly outputsFile?: string;
  /** `--yes`: changes are not asked about. */
  readonly isAgreed: boolean;
}
