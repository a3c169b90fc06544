import type { DecisionDetail } from '#contracts';
import { List, Paper, Text, Title } from '@mantine/core';
import { strings } from '../strings/index.js';
import classes from './decisions.module.css';

const words = strings.decisions.detail;

/** Choice, reason and what else was considered. */
export function DecisionContent({ decision }: { decision: DecisionDetail }) {
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.choice}>
      <Title order={2} size="h4" mb="xs">
        {words.choice}
      </Title>
      <Said text={decision.choice} isLarge />
      <Title order={2} size="h4" mt="md" mb="xs">
        {words.reason}
      </Title>
      <Said text={decision.reason} />
      {decision.options.length > 0 && (
        <>
          <Title order={2} size="h4" mt="md" mb="xs">
            {words.options}
          </Title>
          <List spacing={4}>
            {decision.options.map(({ title, note }, index) => (
              <List.Item key={index}>
                <Text component="span" fw={title === decision.choice ? 600 : undefined} dir="auto">
                  {title}
                </Text>
                {note !== '' && (
                  <Text size="sm" c="dimmed" className={classes.text} dir="auto">
                    {note}
                  </Text>
                )}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Paper>
  );
}

function Said({ text, isLarge = false }: { text: string; isLarge?: boolean }) {
  if (text === '') return <Text c="dimmed">{words.none}</Text>;
  return (
    <Text className={classes.text} fw={isLarge ? 600 : undefined} size={isLarge ? 'lg' : 'md'} dir="auto">
      {text}
    </Text>
  );
}
