/** Why an inference is not begun; the definition distinguishes these errors from transient ones. */
export type InferenceRefusal =
  | 'InvalidInferenceName'
  | 'InvalidManifest'
  | 'ManifestNotFound'
  | 'NameTaken'
  | 'TooFewRecords'
  | 'TooManyRecords';

/** An inference that is not begun. `name` is the error's name that Lambda returns. */
export class InferenceRefused extends Error {
  constructor(
    override readonly name: InferenceRefusal,
    message: string,
  ) {
    super(message);
  }
}
