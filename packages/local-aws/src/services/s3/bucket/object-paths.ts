/**
 * Returns the path under a bucket's folder at which users find an object: the key itself, with %XX for characters that a file system
 * cannot use. A segment too long for a file name is cut and ends in a hash from the caller.
 */
export function readablePath(key: string, hash: (text: string) => string): readonly string[] {
  return key.split('/').map((segment) => shortenName(escapeSegment(segment), hash));
}

/** File systems allow 255 bytes a name; some room is left for suffixes. */
const maximumNameLength = 200;

function escapeSegment(segment: string): string {
  if (segment === '') return '%';
  return segment
    .replaceAll(/[%\\:*?"<>|\u0000-\u001f\u007f]/g, percentCode)
    .replace(/^\./, percentCode)
    .replace(/[. ]$/, percentCode);
}

function percentCode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function shortenName(name: string, hash: (text: string) => string): string {
  if (Buffer.byteLength(name) <= maximumNameLength) return name;
  let kept = name.slice(0, maximumNameLength / 4);
  while (/[\ud800-\udbff]$/.test(kept)) kept = kept.slice(0, -1);
  return `${kept}%${hash(name)}`;
}
