/** The commands to continue, as users type them. Every failure, review and gap is printed with one. */
export interface OperatorCommands {
  /** Of a key, a documentId, or the name or ARN of an execution that does not process a document. */
  redrive(id: string): string;
  /** Everything that failed with this error. */
  redriveError(error: string): string;
  /** The story of a key, a documentId, or the name or ARN of an execution. */
  trace(id: string): string;
  /** `list`: the id is left out. */
  review(action: 'list' | 'show' | 'approve', reviewId?: string): string;
  /** Of a folder of documents. */
  runBatch(): string;
  resumeBatch(batchId: string): string;
  showBatch(batchId: string): string;
  listBatches(): string;
  listLedger(): string;
  letters(): string;
  showDocument(id: string): string;
  reconcile(): string;
  status(): string;
  /** With a person's own documents. */
  runFiles(): string;
}

/** Where the commands are to work. */
export interface CommandTarget {
  readonly environment: string;
  /** Present if the environment is on AWS. */
  readonly aws?: object;
}

/** Returns the commands of an environment; `dev` is the default and not named. */
export function operatorCommands({ environment, aws }: CommandTarget): OperatorCommands {
  const option = `${environment === 'dev' ? '' : ` --env ${environment}`}${aws === undefined ? '' : ' --aws'}`;
  return {
    redrive: (id) => `npx pipelines redrive ${quoteWord(id)}${option}`,
    redriveError: (error) => `npx pipelines redrive --error ${quoteWord(error)}${option}`,
    trace: (id) => `npx pipelines trace ${quoteWord(id)}${option}`,
    review: (action, reviewId) =>
      `npx pipelines review${reviewId === undefined ? '' : ` ${action} ${reviewId}`}${option}`,
    runBatch: () => `npx pipelines batch run FOLDER${option}`,
    resumeBatch: (batchId) => `npx pipelines batch resume ${batchId}${option}`,
    showBatch: (batchId) => `npx pipelines batch show ${batchId}${option}`,
    listBatches: () => `npx pipelines batch list${option}`,
    listLedger: () => `npx pipelines ledger list${option}`,
    letters: () => `npx pipelines ledger letters${option}`,
    showDocument: (id) => `npx pipelines ledger show ${quoteWord(id)}${option}`,
    reconcile: () => `npx pipelines ledger reconcile${option}`,
    status: () => `npx pipelines status${option}`,
    runFiles: () => `npx pipelines run FILE…${option}`,
  };
}

/** Returns a word for a shell, in quotes if it has more than plain characters. */
export function quoteWord(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** What failed: by its error, if it has one, since others may have failed with it. */
interface Failed {
  readonly error?: string | undefined;
  readonly id: string;
}

/** Returns the command that continues after a failure. */
export function commandThatContinues(commands: OperatorCommands, { error, id }: Failed): string {
  return error === undefined ? commands.redrive(id) : commands.redriveError(error);
}

/** The end of a line about a failure. */
export function continuedBy(commands: OperatorCommands, failed: Failed): string {
  return `; \`${commandThatContinues(commands, failed)}\` continues`;
}
