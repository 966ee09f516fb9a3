import { cutText } from '@document-pipelines/asl/terminal';
import { insideFence } from '../bedrock';
import { notScripted, type ScriptedConversation, type ScriptedTurn, type ScriptSection } from '../bedrock-script';

/** The sessions of a process, and how far each conversation has gone. */
export interface Conversations {
  /**
   * Returns the scripted answer to a text. A scripted question begins its conversation, in any session; any other text is the next
   * turn of the session's conversation. Throws NotModelledError that names a question or a turn that is not in the script.
   */
  nextTurn(sessionId: string, inputText: string): ScriptedTurn;
}

/** Begins without a session: a conversation does not outlast the process. */
export function createConversations(script: ScriptSection<ScriptedConversation>): Conversations {
  const sessions = new Map<string, { readonly conversation: ScriptedConversation; readonly turnsTaken: number }>();
  return {
    nextTurn(sessionId, inputText) {
      const asked = questionIn(inputText);
      const begun = script.entries.find(({ question }) => question === asked);
      const { conversation, turnsTaken } = begun
        ? { conversation: begun, turnsTaken: 0 }
        : (sessions.get(sessionId) ?? { conversation: undefined, turnsTaken: 0 });
      if (conversation === undefined)
        throw notScripted(`there is no scripted answer to the question ${JSON.stringify(cutText(asked, 200))}`, script);
      const turn = conversation.turns[turnsTaken];
      if (turn === undefined) {
        const question = JSON.stringify(cutText(conversation.question, 200));
        throw notScripted(`there is no scripted turn ${turnsTaken + 1} for the question ${question}`, script);
      }
      sessions.set(sessionId, { conversation, turnsTaken: turnsTaken + 1 });
      return turn;
    },
  };
}

/** Returns the text between the fences; without a fence, the whole text. */
function questionIn(inputText: string): string {
  return (insideFence(inputText) ?? inputText).trim();
}
