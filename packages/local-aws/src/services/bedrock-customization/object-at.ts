/** Returns bucket and key of `s3://bucket/key`; without a key, it is empty. */
export function objectAt(uri: string): { readonly Bucket: string; readonly Key: string } {
  const [, Bucket = '', Key = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri) ?? [];
  return { Bucket, Key };
}
