import type { CitationView } from '#contracts';
import { Alert, Button, Group } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import type { Question } from '../api/ask-stream.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';
import { AnswerInProgress } from './answer-in-progress.js';
import { AnswerView } from './answer-view.js';
import { AskHints } from './ask-hints.js';
import type { AskState } from './ask-state.js';
import classes from './ask.module.css';

interface Props {
  state: AskState;
  openedCitation: number | null;
  onCite: (citation: CitationView) => void;
  onAskAgain: (question: Question) => void;
}

export function AskOutcome({ state, openedCitation, onCite, onAskAgain }: Props) {
  switch (state.phase) {
    case 'idle':
      return <AskHints />;
    case 'asking':
      return <AnswerInProgress state={state} />;
    case 'answered':
      return (
        <div className={classes.outcome}>
          <AnswerView answer={state.answer} openedCitation={openedCitation} onCite={onCite} isLinkedToRecord />
        </div>
      );
    case 'failed':
      return (
        <div className={classes.outcome}>
          <ErrorNotice error={state.error} title={strings.ask.failed} onRetry={() => onAskAgain(state.question)} />
        </div>
      );
    case 'cancelled':
      return (
        <Alert variant="light" color="gray" className={classes.outcome} icon={<IconHandStop aria-hidden />}>
          <Group justify="space-between">
            {strings.ask.cancelled}
            <Button size="xs" variant="default" onClick={() => onAskAgain(state.question)}>
              {strings.ask.askAgain}
            </Button>
          </Group>
        </Alert>
      );
  }
}
