import { Collapse, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { KeyboardEvent, RefObject, SubmitEvent } from 'react';
import { strings } from '../strings/index.js';
import type { AskSettings } from './ask-state.js';
import { CircumstanceFields } from './circumstance-fields.js';
import { QuestionFoot } from './question-foot.js';
import { QuestionOptions } from './question-options.js';
import { type QuestionDraft, useQuestionDraft } from './use-question-draft.js';
import classes from './ask.module.css';

const words = strings.ask;

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

/** The box that questions are written into, with the options and the buttons below it. */
export function QuestionForm(props: Props) {
  const { box, conversation, settings, isArriving, isAsking, isAskingElsewhere, onAsk, onCancel } = props;
  const [optionsOpened, options] = useDisclosure(false);
  const areOptionsOpened = optionsOpened && !isArriving;
  const draft = useQuestionDraft({
    ...{ conversation, settings, onAsk },
    isHeldBack: isAsking || isArriving,
    onMatterWanted: options.open,
    onSent: options.close,
  });
  const send = () => {
    if (!isAsking && !isArriving) box.current?.focus();
    draft.send();
  };
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
        value={draft.question}
        onChange={(event) => draft.write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        error={draft.error}
        autosize
        minRows={conversation === null ? 2 : 1}
        maxRows={10}
        classNames={{ input: classes.question }}
      />
      <Collapse expanded={areOptionsOpened}>
        <QuestionOptions
          settings={draft.chosen}
          onSettings={draft.choose}
          isMatterWanted={draft.isMatterWanted}
          matterError={draft.matterError}
          mode={draft.mode}
          onMode={draft.setMode}
        />
        <CircumstanceFields value={draft.circumstances} onChange={draft.setCircumstances} />
      </Collapse>
      <QuestionFoot
        summary={isAskingElsewhere ? words.elsewhere : draft.summary}
        areOptionsOpened={areOptionsOpened}
        onOptions={options.toggle}
        isArriving={isArriving}
        isWaiting={draft.isWaiting}
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
