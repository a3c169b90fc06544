import { Alert, Button, Group } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';
import { AnswerInProgress } from './answer-in-progress.js';
import type { AskState, Asked } from './ask-state.js';
import classes from './ask.module.css';

interface Props {
  state: AskState;
  onAskAgain: (asked: Asked) => void;
}

/** What follows the last answer: the one being written, or why it did not come. */
export function AskNotice({ state, onAskAgain }: Props) {
  switch (state.phase) {
    case 'idle':
    case 'answered':
      return null;
    case 'asking':
      return (
        <div className={classes.outcome}>
          <AnswerInProgress state={state} />
        </div>
      );
    case 'failed':
      return (
        <div className={classes.outcome}>
          <Question asked={state.asked} />
          <ErrorNotice error={state.error} title={strings.ask.failed} onRetry={() => onAskAgain(state.asked)} />
        </div>
      );
    case 'cancelled':
      return (
        <div className={classes.outcome}>
          <Question asked={state.asked} />
          <Alert variant="light" color="gray" icon={<IconHandStop aria-hidden />}>
            <Group justify="space-between">
              {strings.ask.cancelled}
              <Button size="xs" variant="default" onClick={() => onAskAgain(state.asked)}>
                {strings.ask.askAgain}
              </Button>
            </Group>
          </Alert>
        </div>
      );
  }
}

/** What did not get its answer, so that nobody has to remember it. */
function Question({ asked: { question } }: { asked: Asked }) {
  return (
    <p className={classes.asked} dir="auto">
      {question}
    </p>
  );
}
