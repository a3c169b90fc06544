import { Group, Loader, Text } from '@mantine/core';
import { strings } from '../strings/index.js';
import type { AskState } from './ask-state.js';
import classes from './ask.module.css';

/** The answer while it is being written: its stage, and the words so far, marked as not final. */
export function AnswerInProgress({ state }: { state: Extract<AskState, { phase: 'asking' }> }) {
  const { question, stage, text } = state;
  return (
    <section className={`${classes.outcome} ${classes.answer}`} aria-label={strings.ask.answer} aria-busy>
      <p className={classes.asked} dir="auto">
        {question.question}
      </p>
      <Group gap="sm" wrap="nowrap">
        <Loader size="xs" aria-hidden />
        <Text size="sm">{stage ? strings.ask.stages[stage] : strings.ask.starting}…</Text>
      </Group>
      {text !== '' && (
        <>
          <p className={classes.draft} dir="auto">
            {text}
          </p>
          <Text size="xs" c="dimmed" mt="sm">
            {strings.ask.provisional}
          </Text>
        </>
      )}
    </section>
  );
}
