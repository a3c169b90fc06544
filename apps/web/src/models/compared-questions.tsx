import type { ComparedDocument, IndexComparison } from '#contracts';
import { Badge, Group, List, SimpleGrid, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconEqual } from '@tabler/icons-react';
import { strings } from '../strings/index.js';
import classes from './models.module.css';

const words = strings.searchIndex;
const looks = {
  better: { color: 'green', Icon: IconArrowUp },
  same: { color: 'gray', Icon: IconEqual },
  worse: { color: 'red', Icon: IconArrowDown },
};

type Compared = IndexComparison['questions'][number];

/** Question by question: the right source's rank in both, and what both find instead. */
export function ComparedQuestions({ questions }: { questions: Compared[] }) {
  return (
    <ul className={classes.list} aria-label={words.questions}>
      {questions.map((compared) => (
        <li key={compared.id} className={classes.item}>
          <ComparedQuestion compared={compared} />
        </li>
      ))}
    </ul>
  );
}

function ComparedQuestion({ compared: { question, rank, top, verdict } }: { compared: Compared }) {
  const { color, Icon } = looks[verdict];
  return (
    <>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text size="sm" fw={600} dir="auto" style={{ overflowWrap: 'anywhere' }}>
          {question}
        </Text>
        <Badge variant="light" color={color} tt="none" flex="none" leftSection={<Icon size={12} aria-hidden />}>
          {words.verdicts[verdict]}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {words.ranks(rank.from, rank.to)}
      </Text>
      <details className={classes.details}>
        <summary aria-label={words.topOf(question)}>{words.found}</summary>
        <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs">
          <Top title={words.serving} documents={top.from} />
          <Top title={words.candidate} documents={top.to} />
        </SimpleGrid>
      </details>
    </>
  );
}

function Top({ title, documents }: { title: string; documents: ComparedDocument[] }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <List type="ordered" size="sm">
        {documents.map(({ document, title: name, isExpected }, index) => (
          <List.Item key={`${document}-${index}`} fw={isExpected ? 600 : 400}>
            <bdi>{name ?? words.hidden}</bdi>
            {isExpected && ` (${words.expectedMark})`}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
