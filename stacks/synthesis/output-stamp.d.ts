/** The folders that a synthesis reads, below the project's root, without their tests; other packages by their lock file. */
export const synthesisFolders: readonly string[];
export const synthesisFiles: readonly string[];

/** Returns the first of them that is not there. */
export function missingInput(root: string): string | undefined;

/**
 * Returns the SHA-256 of everything that determines a synthesis: names and contents of files, never their times, and the variables of
 * cdktf's command line.
 */
export function inputDigest(root: string): string;

/**
 * Returns the warnings, as printed, of the synthesis that `outputFolder` is from; undefined if an input or the output has changed since, or if
 * anything cannot be read, an older stamp included.
 */
export function keptWarnings(root: string, outputFolder: string): readonly string[] | undefined;

/** From now on the folder counts as changed. */
export function removeStamp(outputFolder: string): void;

/** Records that the folder is from these inputs, with the warnings as they are printed. */
export function writeStamp(outputFolder: string, inputs: string, warnings: readonly string[]): void;

/**
 * Returns the SHA-256 of a stack's synthesised output: its JSON and its zips. A plan refers to the zips by name only,
 * so without this a later synthesis could put other code under a reviewed plan.
 */
export function outputDigest(stackFolder: string): string;
