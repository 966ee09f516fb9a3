/** What a prediction depends on besides its document. Two readings with the same identity are readings of the same thing. */
export interface Identity {
  /** A Bedrock model or profile, a model that a server lists, or `offline`. */
  readonly modelAsked: string;
  /** What is called: `offline`, `bedrock`, or the server's address. */
  readonly from: string;
  /** The versions of the prompts by name, each with the digest of its text. */
  readonly prompts: Readonly<Record<string, string>>;
  /** Digest of the state machine's definition, with its prompts. */
  readonly definition: string;
  /** Digest of the code and the variables of the functions that read and check. */
  readonly functions: string;
  /** Parameters and location of the model's calls. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** Version of the tool, and digest of its sources that read documents. */
  readonly toolVersion: string;
}

/** A model and a prompt in a few words: `offline, read-document.v2`. */
export function labelOf({ modelAsked, prompts }: Pick<Identity, 'modelAsked' | 'prompts'>): string {
  const version = /^v\d+/.exec(prompts['read-document'] ?? '')?.[0];
  return version === undefined ? modelAsked : `${modelAsked}, read-document.${version}`;
}
