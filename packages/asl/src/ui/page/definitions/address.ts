/** The address of a definition's page. */
export function definitionAddress(file: string): string {
  return `/definitions/${encodeURIComponent(file)}`;
}

/** The address of a session of the step debugger. */
export function debugAddress(file: string, id: string): string {
  return `${definitionAddress(file)}/debug/${encodeURIComponent(id)}`;
}

/** The last part of a path. */
export function fileName(file: string): string {
  return file.split(/[/\\]/).at(-1) ?? file;
}
