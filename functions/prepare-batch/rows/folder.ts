/** Why an object that marks a folder is a bad row. */
export const folderReason = 'the object marks a folder and is empty';

/** Whether an object marks a folder, as consoles create it. One with bytes is a document, regardless of its name. */
export function isFolder({
  key,
  sizeBytes,
}: {
  readonly key: string;
  readonly sizeBytes: number | undefined;
}): boolean {
  return key.endsWith('/') && sizeBytes === 0;
}
