import { VisuallyHidden } from '@mantine/core';
import { strings } from '../strings/index.js';
import type { AskState } from './ask-state.js';

const words = strings.ask;

/** Tells screen readers of each stage and of the end, not of every word that streams in. */
export function AskAnnouncer({ state }: { state: AskState }) {
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {announcement(state)}
    </VisuallyHidden>
  );
}

function announcement(state: AskState): string {
  switch (state.phase) {
    case 'idle':
      return '';
    case 'asking':
      return state.stage ? words.stages[state.stage] : words.starting;
    case 'cancelled':
      return words.cancelled;
    case 'failed':
      return words.announceFailed;
    case 'answered':
      return state.answer.outcome === 'refused'
        ? words.announceRefused
        : words.announceDone(state.answer.sentences.length, state.answer.citations.length);
  }
}
