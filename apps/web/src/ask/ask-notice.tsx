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
          <ErrorNotice error={state.error} title={strings.ask.failed} onRetry={() => onAskAgain(state.asked)} />
        </div>
      );
    case 'cancelled':
      return (
        <Alert variant="light" color="gray" className={classes.outcome} icon={<IconHandStop aria-hidden />}>
          <Group justify="space-between">
            {strings.ask.cancelled}
            <Button size="xs" variant="default" onClick={() => onAskAgain(state.asked)}>
              {strings.ask.askAgain}
            </Button>
          </Group>
        </Alert>
      );
  }
}
