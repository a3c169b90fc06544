import type { AnswerMode } from '#contracts';
import { Collapse, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useEffectEvent, useState } from 'react';
import type { KeyboardEvent, RefObject, SubmitEvent } from 'react';
import { strings } from '../strings/index.js';
import { useAsk } from './ask-provider.js';
import { type AskSettings, type Circumstances, NO_CIRCUMSTANCES } from './ask-state.js';
import { CircumstanceFields } from './circumstance-fields.js';
import { QuestionFoot } from './question-foot.js';
import { QuestionOptions } from './question-options.js';
import { flawOfQuestion, summaryOf, useChosen, wantingMatter } from './question-settings.js';
import { useCollections } from '../data/use-library.js';
import { useStatus } from '../data/use-status.js';
import classes from './ask.module.css';

const words = strings.ask;

export interface QuestionDraft {
  question: string;
  /** Null when they are as they were. */
  settings: AskSettings | null;
  answerMode: AnswerMode;
  circumstances: Circumstances;
}

interface Props {
  box: RefObject<HTMLTextAreaElement | null>;
  /** Null for a new one. */
  conversation: string | null;
  /** What the conversation holds. */
  settings: AskSettings;
  /** Whether that is still to come: until then nothing is asked or chosen, which would take the place of what it holds. */
  isArriving: boolean;
  /** Here or elsewhere: one question at a time. */
  isAsking: boolean;
  isAskingElsewhere: boolean;
  onAsk: (draft: QuestionDraft) => void;
  onCancel: () => void;
}

export function QuestionForm(props: Props) {
  const { box, conversation, settings, isArriving, isAsking, isAskingElsewhere, onAsk, onCancel } = props;
  const { typed, keepTyped } = useAsk();
  const [question, setQuestion] = useState(typed);
  useEffect(() => keepTyped(question), [keepTyped, question]);
  const { chosen, isChanged, change, reset } = useChosen(conversation, settings);
  const [mode, setMode] = useState<AnswerMode>('auto');
  const [circumstances, setCircumstances] = useState(NO_CIRCUMSTANCES);
  const [error, setError] = useState<string | null>(null);
  const [matterError, setMatterError] = useState<string | null>(null);
  const { data: collections, isPending } = useCollections();
  /** Where a question waits for the collections: whether one of them wants a matter is theirs to say. */
  const [waitingIn, setWaitingIn] = useState<Props['conversation'] | undefined>();
  const isWaiting = waitingIn === conversation;
  const [optionsOpened, options] = useDisclosure(false);
  const hasGenerator = Boolean(useStatus().data?.models.generator) || chosen.model !== null;

  const send = () => {
    if (isAsking || isArriving) return;
    box.current?.focus();
    const flaw = flawOfQuestion(question.trim());
    if (flaw !== null) {
      setError(flaw);
      return;
    }
    if (isPending) {
      setWaitingIn(conversation);
      return;
    }
    const wanting = wantingMatter(chosen.collections, collections);
    if (wanting.length > 0 && !chosen.matter?.trim()) {
      setMatterError(strings.matters.asked(wanting));
      options.open();
      return;
    }
    const asked = { ...chosen, matter: chosen.matter?.trim() || null };
    onAsk({
      question: question.trim(),
      settings: isChanged || conversation === null ? asked : null,
      answerMode: hasGenerator ? mode : 'auto',
      circumstances,
    });
    setQuestion('');
    reset();
    options.close();
  };
  const sendWaiting = useEffectEvent(() => {
    setWaitingIn(undefined);
    send();
  });
  useEffect(() => {
    if (isWaiting && !isPending) sendWaiting();
  }, [isWaiting, isPending]);
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes a word, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form onSubmit={onSubmit} className={classes.form} aria-label={words.title} data-sticky={conversation !== null}>
      <Textarea
        ref={box}
        aria-label={words.question}
        placeholder={conversation === null ? words.placeholder : words.followUp}
        value={question}
        onChange={(event) => {
          setQuestion(event.currentTarget.value);
          setError(null);
        }}
        onKeyDown={onKeyDown}
        error={error}
        autosize
        minRows={conversation === null ? 2 : 1}
        maxRows={10}
        classNames={{ input: classes.question }}
      />
      <Collapse expanded={optionsOpened && !isArriving}>
        <QuestionOptions
          settings={chosen}
          onSettings={(settings) => {
            change(settings);
            setMatterError(null);
          }}
          isMatterWanted={wantingMatter(chosen.collections, collections).length > 0}
          matterError={matterError}
          mode={mode}
          onMode={setMode}
        />
        <CircumstanceFields value={circumstances} onChange={setCircumstances} />
      </Collapse>
      <QuestionFoot
        summary={isAskingElsewhere ? words.elsewhere : summaryOf(chosen, hasGenerator ? mode : 'auto', circumstances)}
        areOptionsOpened={optionsOpened && !isArriving}
        onOptions={options.toggle}
        isArriving={isArriving}
        isWaiting={isWaiting}
        isAsking={isAsking}
        onCancel={() => {
          onCancel();
          // The button gives way to Ask; the focus must not fall to the page.
          box.current?.focus();
        }}
      />
    </form>
  );
}
