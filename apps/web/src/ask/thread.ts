import type { AnswerDocument, TurnView } from '#contracts';
import type { AskState } from './ask-state.js';

/**
 * The turns to show: those of the conversation, with what is being asked taken into account before the service has been
 * asked for them again. A turn that is about to be replaced, and what followed it, is left out.
 * @param turns Turns of one branch, first to last. @param state Of this conversation.
 */
export function threadOf(turns: readonly TurnView[], state: AskState): TurnView[] {
  if (state.phase !== 'asking' && state.phase !== 'answered') return [...turns];
  const { instead } = state.asked;
  const replaced = turns.findIndex(({ id }) => id === instead?.turn);
  const before = replaced < 0 ? [...turns] : turns.slice(0, replaced);
  if (state.phase === 'asking') return before;
  const { answer } = state;
  // Already among them: either fetched since, or asked outside of any conversation.
  if (!answer.turn || turns.some(({ id }) => id === answer.turn?.id)) return [...turns];
  return [...before, newTurn(answer, answer.turn.id, before.at(-1) ?? null, turns[replaced] ?? null)];
}

/** What the service will say of an answer that has just come. */
function newTurn(answer: AnswerDocument, id: string, parent: TurnView | null, replaced: TurnView | null): TurnView {
  const { record, question, outcome } = answer;
  return {
    ...{ id, record, question, outcome, answer },
    parent: parent?.id ?? null,
    siblings: [...(replaced?.siblings ?? []), id],
    askedAt: new Date().toISOString(),
    withheld: null,
    circumstances: null,
    feedback: null,
  };
}
