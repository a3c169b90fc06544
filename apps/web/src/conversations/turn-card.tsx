import type { CitationView, TurnView } from '#contracts';
import { Alert, Button, Group } from '@mantine/core';
import { IconLock, IconPencil } from '@tabler/icons-react';
import type { Circumstances } from '../ask/ask-state.js';
import { AnswerView } from '../ask/answer-view.js';
import { MakeDecision } from '../decisions/make-decision.js';
import { AnswerFeedback } from '../feedback/answer-feedback.js';
import { said } from '../shared/said.js';
import { useFocusAfter } from '../shared/use-focus-after.js';
import { strings } from '../strings/index.js';
import { AnswerAgain } from './answer-again.js';
import { EditQuestion } from './edit-question.js';
import { type VersionStep, Versions } from './versions.js';
import answerClasses from '../ask/ask.module.css';
import classes from './thread.module.css';

const words = strings.conversations;

interface Props {
  turn: TurnView;
  isMine: boolean;
  /** Whether the question can be edited and answered again now. */
  canChange: boolean;
  isAsking: boolean;
  isEdited: boolean;
  onEdit: (isEdited: boolean) => void;
  openedCitation: number | null;
  onCite: (citation: CitationView) => void;
  /** Which way it was come to from another version; null where it was not. */
  arrivedBy: VersionStep | null;
  onShowBranch: (turn: string, step: VersionStep) => void;
  onAskInstead: (turn: TurnView, question: string, changed: Partial<Circumstances>) => void;
  onAnswerAgain: (turn: TurnView, how: { model?: string; isQuoted: boolean }) => void;
}

/** A question with its versions, its answer, and what can be done with both. */
export function TurnCard(props: Props) {
  const { turn, isMine, canChange, isEdited, onEdit, openedCitation, onCite, onAskInstead, onAnswerAgain } = props;
  const pencil = useFocusAfter(isEdited);
  const heading = isEdited ? (
    <EditQuestion
      question={turn.question}
      circumstances={turn.circumstances}
      onAsk={(question, changed) => {
        onEdit(false);
        onAskInstead(turn, question, changed);
      }}
      onCancel={() => onEdit(false)}
    />
  ) : (
    <Heading {...props} />
  );
  if (!turn.answer)
    return (
      <article className={answerClasses.answer} aria-label={strings.ask.answer}>
        {heading}
        <Alert variant="light" color="gray" title={words.withheld} icon={<IconLock aria-hidden />}>
          {turn.withheld && said(turn.withheld)}
        </Alert>
      </article>
    );
  return (
    <AnswerView
      answer={turn.answer}
      openedCitation={openedCitation}
      onCite={onCite}
      isLinkedToRecord
      {...(turn.sources && { sources: turn.sources })}
      heading={heading}
    >
      {isMine && (
        <>
          <AnswerFeedback record={turn.record} mine={turn.feedback} />
          <Group gap={4} className={classes.actions}>
            <Button
              ref={pencil}
              size="compact-sm"
              variant="subtle"
              disabled={!canChange || isEdited}
              leftSection={<IconPencil size={15} aria-hidden />}
              onClick={() => onEdit(true)}
            >
              {words.edit}
            </Button>
            <MakeDecision record={turn.record} question={turn.question} />
            <AnswerAgain isDisabled={!canChange} onAnswerAgain={(how) => onAnswerAgain(turn, how)} />
          </Group>
        </>
      )}
    </AnswerView>
  );
}

function Heading({ turn, isAsking, arrivedBy, onShowBranch }: Props) {
  return (
    <div className={classes.heading}>
      <h2 className={answerClasses.asked} dir="auto">
        {turn.question}
      </h2>
      {turn.siblings.length > 1 && (
        <Versions turn={turn} isDisabled={isAsking} arrivedBy={arrivedBy} onShow={onShowBranch} />
      )}
    </div>
  );
}
