/** What the agent is told; from files beside the definition. */
export interface AgentPrompts {
  /** Stands before the question. */
  readonly answerQuestion: string;
  /** Stands before what was wrong with an answer. */
  readonly repairAnswer: string;
}

/**
 * The question behind its instructions. It is whoever's it is, so it stands between two fence lines with words that its author
 * cannot know beforehand, and the instructions say that nothing in it is one.
 */
export function promptFor({ answerQuestion }: AgentPrompts, question: string, fence: string): string {
  return [answerQuestion, `<<<question ${fence}`, question, `>>>question ${fence}`].join('\n');
}

/** One more turn in the same session, which carries what was wrong. */
export function repairPrompt({ repairAnswer }: AgentPrompts, problem: string): string {
  return `${repairAnswer}\n${problem}`;
}
