import { Button, Group, Text } from '@mantine/core';
import { formatDateTime } from '../shared/format.js';
import { strings } from '../strings/index.js';
import classes from './account.module.css';

const words = strings.account;

interface Props {
  name: string;
  /** When somebody signed in by it last; null for never. */
  lastUsedAt: string | null;
  onRemove: () => void;
}

/** One way to sign in, and the button that takes it away. */
export function WayIn({ name, lastUsedAt, onRemove }: Props) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <div className={classes.key}>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {lastUsedAt ? words.passkeyUsed(formatDateTime(lastUsedAt)) : words.passkeyUnused}
        </Text>
      </div>
      <Button size="xs" variant="default" flex="none" aria-label={`${words.remove}: ${name}`} onClick={onRemove}>
        {words.remove}
      </Button>
    </Group>
  );
}
