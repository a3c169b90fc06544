import type { AnswerDocument, AnswerEvent, AnswerMode, CitationView } from '#contracts';

/** What the service is doing about a question, as it tells it. */
export type Stage = Extract<AnswerEvent, { event: 'status' }>['data']['stage'];

/** What a conversation holds for all its questions. */
export interface AskSettings {
  /** Names; none means all. */
  collections: string[];
  matter: string | null;
  /** Role or name of the model that writes; null for the generator in use. */
  model: string | null;
}

/** What one question stands in; empty members are left out. */
export interface Circumstances {
  /** `YYYY-MM-DD`: answered from the library as it stood at the end of that day. */
  asOf: string;
  purpose: string;
  onBehalfOf: string;
}

/** Asked today, for no stated purpose, on nobody's behalf. */
export const NO_CIRCUMSTANCES: Circumstances = { asOf: '', purpose: '', onBehalfOf: '' };

/** One question with all that it is asked with. */
export interface Asked {
  /** Null begins a new one. */
  conversation: string | null;
  question: string;
  /** What the conversation is to hold from now on; null leaves it as it is. */
  settings: AskSettings | null;
  /** Undefined: as the turn that is answered anew was asked. */
  answerMode: AnswerMode | undefined;
  /** None when left out; in the place of another question, what differs from it: empty members are taken back. */
  circumstances?: Partial<Circumstances>;
  /** The turn in whose place the answer goes: with another question, or the same one (perhaps to another model). */
  instead: { turn: string; isSameQuestion: boolean; model?: string } | null;
}

/** Where the question now asked stands. Text and citations of `asking` are provisional: only `answered` is on record. */
export type AskState =
  | { phase: 'idle' }
  | {
      phase: 'asking';
      asked: Asked;
      stage: Stage | null;
      /** Questions searched for so far, where the question was taken apart. */
      steps: string[];
      reasoning: string;
      text: string;
      citations: CitationView[];
    }
  | { phase: 'answered'; asked: Asked; answer: AnswerDocument }
  | { phase: 'failed'; asked: Asked; error: unknown }
  | { phase: 'cancelled'; asked: Asked };

/** What happens to the question being asked; an `error` event comes as `failed`. */
export type AskAction =
  | { type: 'asked'; asked: Asked }
  | { type: 'placed'; conversation: string }
  | { type: 'received'; event: Exclude<AnswerEvent, { event: 'error' }> }
  | { type: 'failed'; error: unknown }
  | { type: 'cancelled' }
  | { type: 'cleared' };

/** Only `asked` and `cleared` act outside `asking`: whatever arrives after a cancellation is dropped. */
export function askReducer(state: AskState, action: AskAction): AskState {
  if (action.type === 'asked')
    return { phase: 'asking', asked: action.asked, stage: null, steps: [], reasoning: '', text: '', citations: [] };
  if (action.type === 'cleared') return { phase: 'idle' };
  if (state.phase !== 'asking') return state;
  const { asked } = state;
  switch (action.type) {
    case 'placed':
      return { ...state, asked: { ...asked, conversation: action.conversation } };
    case 'failed':
      return { phase: 'failed', asked, error: action.error };
    case 'cancelled':
      return { phase: 'cancelled', asked };
    case 'received':
      return received(state, action.event);
  }
}

export type Asking = Extract<AskState, { phase: 'asking' }>;

function received(state: Asking, event: Exclude<AnswerEvent, { event: 'error' }>): AskState {
  switch (event.event) {
    case 'status': {
      const { stage, detail } = event.data;
      return { ...state, stage, steps: detail === undefined ? state.steps : [...state.steps, detail] };
    }
    case 'reasoning':
      return { ...state, reasoning: state.reasoning + event.data.text };
    case 'token':
      return { ...state, text: state.text + event.data.text };
    case 'citation':
      return { ...state, citations: [...state.citations, event.data] };
    case 'done':
      return { phase: 'answered', asked: state.asked, answer: event.data };
  }
}

/** @returns The state as a conversation's page shows it: questions asked elsewhere are none of its business. */
export const stateIn = (state: AskState, conversation: string | null): AskState =>
  state.phase === 'idle' || state.asked.conversation === conversation ? state : { phase: 'idle' };
