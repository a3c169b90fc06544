import type { AnswerMode } from '#contracts';
import { useEffect, useEffectEvent, useState } from 'react';
import { useCollections } from '../data/use-library.js';
import { useStatus } from '../data/use-status.js';
import { strings } from '../strings/index.js';
import { useAsk } from './ask-provider.js';
import { type AskSettings, type Circumstances, NO_CIRCUMSTANCES } from './ask-state.js';
import { flawOfQuestion, summaryOf, useChosen, wantingMatter } from './question-settings.js';

export interface QuestionDraft {
  question: string;
  /** Null when they are as they were. */
  settings: AskSettings | null;
  answerMode: AnswerMode;
  circumstances: Circumstances;
}

interface Where {
  /** Null for a new one. */
  conversation: string | null;
  /** What the conversation holds. */
  settings: AskSettings;
  /** Whether a question can't be sent now. */
  isHeldBack: boolean;
  onAsk: (draft: QuestionDraft) => void;
  /** The options have to be looked at: a matter is to be named there. */
  onMatterWanted: () => void;
  /** It was sent. */
  onSent: () => void;
}

/** A question as it is being written, with what was chosen for it and what is wrong with either. */
export function useQuestionDraft({ conversation, settings, isHeldBack, onAsk, onMatterWanted, onSent }: Where) {
  const { typed, keepTyped } = useAsk();
  const [question, setQuestion] = useState(typed);
  useEffect(() => keepTyped(question), [keepTyped, question]);
  const { chosen, isChanged, change, reset } = useChosen(conversation, settings);
  const [mode, setMode] = useState<AnswerMode>('auto');
  const [circumstances, setCircumstances] = useState(NO_CIRCUMSTANCES);
  const [error, setError] = useState<string | null>(null);
  const [matterError, setMatterError] = useState<string | null>(null);
  const { data: collections, isPending } = useCollections();
  const wanting = wantingMatter(chosen.collections, collections);
  const hasGenerator = Boolean(useStatus().data?.models.generator) || chosen.model !== null;
  const answerMode = hasGenerator ? mode : 'auto';

  /** What keeps it from being sent is shown where it is. @returns Whether nothing does. */
  const isSound = (): boolean => {
    const flaw = flawOfQuestion(question.trim());
    setError(flaw);
    if (flaw !== null) return false;
    const lacksMatter = wanting.length > 0 && !chosen.matter?.trim();
    setMatterError(lacksMatter ? strings.matters.asked(wanting) : null);
    if (lacksMatter) onMatterWanted();
    return !lacksMatter;
  };
  const ask = () => {
    const asked = { ...chosen, matter: chosen.matter?.trim() || null };
    const isNew = isChanged || conversation === null;
    onAsk({ question: question.trim(), settings: isNew ? asked : null, answerMode, circumstances });
    setQuestion('');
    reset();
    onSent();
  };
  /** Where a question waits for the collections: whether one of them wants a matter is theirs to say. */
  const [waitingIn, setWaitingIn] = useState<string | null | undefined>();
  const isWaiting = waitingIn === conversation;
  const send = () => {
    if (isHeldBack) return;
    if (isPending && flawOfQuestion(question.trim()) === null) return setWaitingIn(conversation);
    if (isSound()) ask();
  };
  useOnce(isWaiting && !isPending, () => {
    setWaitingIn(undefined);
    send();
  });
  return {
    ...{ question, error, mode, setMode, chosen, matterError, circumstances, setCircumstances, isWaiting, send },
    isMatterWanted: wanting.length > 0,
    summary: summaryOf(chosen, answerMode, circumstances),
    write: (text: string) => {
      setQuestion(text);
      setError(null);
    },
    choose: (to: AskSettings) => {
      change(to);
      setMatterError(null);
    },
  };
}

/** Do something when it is time for it, with what is known then. */
function useOnce(isTime: boolean, act: () => void): void {
  const go = useEffectEvent(act);
  useEffect(() => {
    if (isTime) go();
  }, [isTime]);
}
