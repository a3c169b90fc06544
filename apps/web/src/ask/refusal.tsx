import type { AnswerDocument } from '#contracts';
import { Alert, List, Text } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { said } from '../shared/said.js';
import { strings } from '../strings/index.js';

const words = strings.ask;

/** An answer that was withheld: why, what is missing, and what may help. */
export function Refusal({ answer: { refusal, searched } }: { answer: AnswerDocument }) {
  // Who looked in all collections can't look in more.
  const tries = [...words.tries, ...(searched.collections.length > 0 ? [words.tryAll] : [])];
  return (
    <Alert variant="light" color="yellow" title={words.refused} icon={<IconSearchOff aria-hidden />}>
      {refusal && <Text size="sm">{said(refusal)}</Text>}
      {searched.missing.length > 0 && (
        <Text size="sm" mt="xs" fw={600}>
          {words.missingHint(searched.missing)}
        </Text>
      )}
      <Text size="sm" mt="xs">
        {words.refusedHint}
      </Text>
      <Text size="sm" fw={600} mt="md">
        {words.tryTitle}
      </Text>
      <List size="sm" mt={4}>
        {tries.map((text) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
