import type { AnswerDocument } from '#contracts';
import { Accordion, Text } from '@mantine/core';
import { IconBrain, IconSearch } from '@tabler/icons-react';
import { strings } from '../strings/index.js';
import { Searched } from './searched.js';
import classes from './ask.module.css';

const words = strings.ask;

/** Folded away below an answer: what was searched (unfolded when that is all there is to say) and what the model thought. */
export function AnswerDetails({ answer }: { answer: AnswerDocument }) {
  return (
    <Accordion
      multiple
      order={3}
      variant="default"
      defaultValue={answer.outcome === 'refused' ? ['searched'] : []}
      classNames={{ root: classes.details, control: classes.detailsControl }}
    >
      {answer.reasoning !== null && answer.reasoning !== '' && (
        <Accordion.Item value="reasoning">
          <Accordion.Control icon={<IconBrain size={17} aria-hidden />}>{words.reasoning}</Accordion.Control>
          <Accordion.Panel>
            <Text size="xs" c="dimmed" mb="xs">
              {words.reasoningHint}
            </Text>
            <Thoughts text={answer.reasoning} />
          </Accordion.Panel>
        </Accordion.Item>
      )}
      <Accordion.Item value="searched">
        <Accordion.Control icon={<IconSearch size={17} aria-hidden />}>{words.searched}</Accordion.Control>
        <Accordion.Panel>
          <Searched answer={answer} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

/** Plain text, scrolled within a box of its own where it is long. */
export function Thoughts({ text }: { text: string }) {
  return (
    <div className={classes.thoughts} dir="auto" tabIndex={0} role="region" aria-label={words.reasoning}>
      {text}
    </div>
  );
}
