import { ActionIcon, Group, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { RefObject } from 'react';
import { strings } from '../strings/index.js';
import classes from './search.module.css';

const words = strings.search.comparison;

interface Props {
  /** Holds a focusable `[data-change]` for each change, in their order. */
  table: RefObject<HTMLElement | null>;
  /** How many there are. */
  changes: number;
}

/** From change to change of a long comparison, by its buttons or as among passages: j and k. It stays in sight. */
export function CompareSteps({ table, changes }: Props) {
  const [at, setAt] = useState(-1);
  const go = (step: 1 | -1) => {
    const next = Math.min(changes - 1, Math.max(0, at + step));
    const row = table.current?.querySelectorAll<HTMLElement>('[data-change]')[next];
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'center' });
    setAt(next);
  };
  useHotkeys([
    ['j', () => go(1)],
    ['k', () => go(-1)],
  ]);
  if (changes === 0) return null;
  return (
    <Group gap="xs" className={classes.steps} role="group" aria-label={words.steps}>
      <ActionIcon
        variant="default"
        aria-label={words.previousChange}
        title={`${words.previousChange} (k)`}
        disabled={at <= 0}
        onClick={() => go(-1)}
      >
        <IconChevronUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        aria-label={words.nextChange}
        title={`${words.nextChange} (j)`}
        disabled={at === changes - 1}
        onClick={() => go(1)}
      >
        <IconChevronDown size={16} aria-hidden />
      </ActionIcon>
      <Text size="xs" c="dimmed" role="status">
        {at < 0 ? words.changes(changes) : words.change(at + 1, changes)}
      </Text>
    </Group>
  );
}
