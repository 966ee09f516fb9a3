/** Why an object that marks a folder is a bad row. */
export const folderReason = 'the object marks a folder and is empty';

/** Whether an object is what consoles make of a folder. One with bytes is a document, whatever its name. */
export function isFolder({
  key,
  sizeBytes,
}: {
  readonly key: string;
  readonly sizeBytes: number | undefined;
}): boolean {
  return key.endsWith('/') && sizeBytes === 0;
}
