/** Bucket and key of `s3://bucket/key`; the key is empty if there is none. */
export function objectAt(uri: string): { readonly Bucket: string; readonly Key: string } {
  const [, Bucket = '', Key = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri) ?? [];
  return { Bucket, Key };
}
