/** Why an inference is not begun; the definition tells these from what fails by itself. */
export type InferenceRefusal =
  | 'InvalidInferenceName'
  | 'InvalidManifest'
  | 'ManifestNotFound'
  | 'NameTaken'
  | 'TooFewRecords'
  | 'TooManyRecords';

/** An inference that is not begun. `name` is what Lambda answers as the error's name. */
export class InferenceRefused extends Error {
  constructor(
    override readonly name: InferenceRefusal,
    message: string,
  ) {
    super(message);
  }
}
