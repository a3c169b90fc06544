import type { TurnView } from '#contracts';
import { ActionIcon, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { strings } from '../strings/index.js';

const words = strings.conversations;

interface Props {
  turn: Pick<TurnView, 'id' | 'siblings'>;
  isDisabled: boolean;
  onShow: (turn: string) => void;
}

/** Leads to the other questions and answers in a turn's place. */
export function Versions({ turn: { id, siblings }, isDisabled, onShow }: Props) {
  const at = siblings.indexOf(id);
  const step = (to: number, label: string, Icon: typeof IconChevronLeft) => {
    const other = siblings[to];
    return (
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        disabled={isDisabled || other === undefined}
        onClick={() => other !== undefined && onShow(other)}
      >
        <Icon size={16} aria-hidden />
      </ActionIcon>
    );
  };
  return (
    <Group gap={2} wrap="nowrap" role="group" aria-label={words.versions}>
      {step(at - 1, words.previousVersion, IconChevronLeft)}
      <Text size="xs" c="dimmed" component="span" aria-label={words.version(at + 1, siblings.length)} role="status">
        {words.versionShort(at + 1, siblings.length)}
      </Text>
      {step(at + 1, words.nextVersion, IconChevronRight)}
    </Group>
  );
}
