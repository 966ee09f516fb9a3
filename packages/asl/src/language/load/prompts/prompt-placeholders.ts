/** A `${prompt:<folder>/<name>.v<number>}` of a text, or `${prompt:*}`: the versions of all prompts of the definition. */
export interface PromptPlaceholder {
  /** `folder/name.v1`, or `*`. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

const promptPattern = /\$\{prompt:([\w./*-]+)\}/g;

/** The prompts that a text names, in order. */
export function promptsIn(text: string): PromptPlaceholder[] {
  if (!text.includes('${prompt:')) return [];
  return [...text.matchAll(promptPattern)].map((match) => ({
    path: match[1] as string,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Replaces prompts by their texts; `textOf` returns them by path. */
export function replacePrompts(text: string, textOf: (path: string) => string): string {
  return text.replace(promptPattern, (_, path: string) => textOf(path));
}

/** Whether a path has the form of a prompt's: its version is a part of its name. */
export function isPromptPath(path: string): boolean {
  return /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*\.v[1-9]\d*$/.test(path);
}
