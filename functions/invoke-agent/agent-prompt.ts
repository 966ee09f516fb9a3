/** The agent's prompts, from files next to the definition. */
export interface AgentPrompts {
  /** Comes before the question. */
  readonly answerQuestion: string;
  /** Comes before the problem of an answer. */
  readonly repairAnswer: string;
}

/**
 * Returns the question after its instructions. Anyone can ask, so the question is between two fence lines with words
 * that its author cannot know beforehand, and the prompt excludes instructions between them.
 */
export function promptFor({ answerQuestion }: AgentPrompts, question: string, fence: string): string {
  return [answerQuestion, `<<<question ${fence}`, question, `>>>question ${fence}`].join('\n');
}

/** Returns the prompt of one more turn in the same session, with the problem of the answer. */
export function repairPrompt({ repairAnswer }: AgentPrompts, problem: string): string {
  return `${repairAnswer}\n${problem}`;
}
