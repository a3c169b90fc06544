import { Button, Group, Text } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconArrowUp, IconPlayerStop } from '@tabler/icons-react';
import { strings } from '../strings/index.js';
import classes from './ask.module.css';

const words = strings.ask;

interface Props {
  /** What is set in the folded options, or why nothing can be asked now. */
  summary: string;
  areOptionsOpened: boolean;
  onOptions: () => void;
  /** Whether the conversation is still to come. */
  isArriving: boolean;
  /** Whether a question is about to be sent. */
  isWaiting: boolean;
  isAsking: boolean;
  onCancel: () => void;
}

/** Below the question: the way to its options, what is set there, and the button that asks or stops. */
export function QuestionFoot(props: Props) {
  const { summary, areOptionsOpened, onOptions, isArriving, isWaiting, isAsking, onCancel } = props;
  return (
    <Group justify="space-between" mt={6} gap="xs" wrap="nowrap">
      <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
        <Button
          variant="subtle"
          size="compact-sm"
          flex="none"
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          onClick={onOptions}
          disabled={isArriving}
          aria-expanded={areOptionsOpened}
        >
          {words.options}
        </Button>
        <Text size="xs" c="dimmed" truncate visibleFrom="xs">
          {summary}
        </Text>
      </Group>
      <Group gap="xs" wrap="nowrap" flex="none">
        <Text size="xs" c="dimmed" className={classes.keys}>
          {words.keys}
        </Text>
        {isAsking ? (
          <Button
            key="cancel"
            variant="default"
            onClick={onCancel}
            leftSection={<IconPlayerStop size={16} aria-hidden />}
            size="sm"
          >
            {words.cancel}
          </Button>
        ) : (
          <Button
            key="send"
            type="submit"
            loading={isArriving || isWaiting}
            rightSection={<IconArrowUp size={16} aria-hidden />}
          >
            {words.send}
          </Button>
        )}
      </Group>
    </Group>
  );
}
