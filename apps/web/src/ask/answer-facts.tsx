import type { AnswerDocument } from '#contracts';
import { Anchor, Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Link } from 'react-router';
import { CopyButton } from '../shared/copy-button.js';
import { strings } from '../strings/index.js';
import { answerAsText } from './answer-as-text.js';
import classes from './ask.module.css';

const words = strings.ask;

/** The foot of an answer: what was searched, where it is recorded, how long it took. */
export function AnswerFacts({ answer, isLinkedToRecord }: { answer: AnswerDocument; isLinkedToRecord: boolean }) {
  const { coverage, record, log, timings_ms } = answer;
  const total = timings_ms['total'];
  return (
    <footer className={classes.facts}>
      <span>{words.coverage(coverage.searched, coverage.unreadable, coverage.partly?.documents ?? 0)}</span>
      <span>
        {words.record}{' '}
        {isLinkedToRecord ? (
          <Anchor component={Link} to={`/records/${record}`} inherit>
            {record}
          </Anchor>
        ) : (
          record
        )}
      </span>
      <span>{words.logEntry(log.index)}</span>
      {total !== undefined && <span>{words.took(total)}</span>}
      <CopyButton value={answerAsText(answer)}>
        {({ copied, copy }) => (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={copy}
            leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          >
            {copied ? words.copied : words.copy}
          </Button>
        )}
      </CopyButton>
    </footer>
  );
}
