import type { AnswerDocument, AnswerEvent, CitationView } from '#contracts';
import type { Question } from '../api/ask-stream.js';

type Stage = Extract<AnswerEvent, { event: 'status' }>['data']['stage'];

/** Where the question now asked stands. Text and citations of `asking` are provisional: only `answered` is on record. */
export type AskState =
  | { phase: 'idle' }
  | { phase: 'asking'; question: Question; stage: Stage | null; text: string; citations: CitationView[] }
  | { phase: 'answered'; answer: AnswerDocument }
  | { phase: 'failed'; question: Question; error: unknown }
  | { phase: 'cancelled'; question: Question };

export type AskAction =
  | { type: 'asked'; question: Question }
  | { type: 'received'; event: Exclude<AnswerEvent, { event: 'error' }> }
  | { type: 'failed'; error: unknown }
  | { type: 'cancelled' }
  | { type: 'cleared' };

/** Only `asked` and `cleared` act outside `asking`: whatever arrives after a cancellation is dropped. */
export function askReducer(state: AskState, action: AskAction): AskState {
  if (action.type === 'asked')
    return { phase: 'asking', question: action.question, stage: null, text: '', citations: [] };
  if (action.type === 'cleared') return { phase: 'idle' };
  if (state.phase !== 'asking') return state;
  switch (action.type) {
    case 'failed':
      return { phase: 'failed', question: state.question, error: action.error };
    case 'cancelled':
      return { phase: 'cancelled', question: state.question };
    case 'received':
      return received(state, action.event);
  }
}

type Asking = Extract<AskState, { phase: 'asking' }>;

function received(state: Asking, event: Exclude<AnswerEvent, { event: 'error' }>): AskState {
  switch (event.event) {
    case 'status':
      return { ...state, stage: event.data.stage };
    case 'token':
      return { ...state, text: state.text + event.data.text };
    case 'citation':
      return { ...state, citations: [...state.citations, event.data] };
    case 'done':
      return { phase: 'answered', answer: event.data };
  }
}
