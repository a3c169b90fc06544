import { Button, Menu } from '@mantine/core';
import { IconQuote, IconRefresh, IconSparkles } from '@tabler/icons-react';
import { useWriters } from '../ask/use-writers.js';
import { strings } from '../strings/index.js';

const words = strings.conversations;

interface Props {
  isDisabled: boolean;
  onAnswerAgain: (how: { model?: string; isQuoted: boolean }) => void;
}

/** The same question once more: the same way, or where there are models to choose from, otherwise. */
export function AnswerAgain({ isDisabled, onAnswerAgain }: Props) {
  const { hasAny, installed } = useWriters(null);
  const again = () => onAnswerAgain({ isQuoted: false });
  const button = (onClick?: () => void) => (
    <Button
      size="compact-sm"
      variant="subtle"
      disabled={isDisabled}
      leftSection={<IconRefresh size={15} aria-hidden />}
      onClick={onClick}
    >
      {words.regenerate}
    </Button>
  );
  if (!hasAny) return button(again);
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>{button()}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconRefresh size={16} aria-hidden />} onClick={again}>
          {words.regenerateSame}
        </Menu.Item>
        {installed.length > 0 && <Menu.Label>{words.regenerateWith}</Menu.Label>}
        {installed.map((model) => (
          <Menu.Item
            key={model}
            leftSection={<IconSparkles size={16} aria-hidden />}
            onClick={() => onAnswerAgain({ model, isQuoted: false })}
          >
            {model}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconQuote size={16} aria-hidden />} onClick={() => onAnswerAgain({ isQuoted: true })}>
          {words.regenerateQuoted}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
