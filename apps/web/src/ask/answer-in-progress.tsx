import { Accordion, Group, List, Loader, Text } from '@mantine/core';
import { IconBrain } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { strings } from '../strings/index.js';
import { Thoughts } from './answer-details.js';
import type { Asking } from './ask-state.js';
import classes from './ask.module.css';

const words = strings.ask;

/** The answer while it is being written: its stage, what the model thinks (folded), and the words so far, marked as not final. */
export function AnswerInProgress({ state }: { state: Asking }) {
  const { asked, stage, steps, reasoning, text } = state;
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // Newer browsers give a promise, which is no clean-up.
    void section.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section ref={section} className={classes.answer} aria-label={words.answer} aria-busy>
      <p className={classes.asked} dir="auto">
        {asked.question}
      </p>
      <Group gap="sm" wrap="nowrap">
        <Loader size="xs" aria-hidden />
        <Text size="sm">{stage ? words.stages[stage] : words.starting}…</Text>
      </Group>
      {steps.length > 0 && (
        <List size="sm" type="ordered" mt="xs" c="dimmed">
          {steps.map((step, index) => (
            <List.Item key={index} dir="auto">
              {step}
            </List.Item>
          ))}
        </List>
      )}
      {reasoning !== '' && (
        <Accordion classNames={{ root: classes.details, control: classes.detailsControl }}>
          <Accordion.Item value="reasoning">
            <Accordion.Control icon={<IconBrain size={17} aria-hidden />}>{words.reasoning}</Accordion.Control>
            <Accordion.Panel>
              <Thoughts text={reasoning} />
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      )}
      {text !== '' && (
        <>
          <p className={classes.draft} dir="auto">
            {text}
          </p>
          <Text size="xs" c="dimmed" mt="sm">
            {words.provisional}
          </Text>
        </>
      )}
    </section>
  );
}
