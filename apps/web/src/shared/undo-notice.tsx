import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { strings } from '../strings/index.js';

const UNDO_MS = 12_000;

/** Say what was done, with a button that takes it back. @param key Names the notice, so that one replaces another. */
export function offerUndo(key: string, message: string, undo: () => void): void {
  notifications.show({
    id: key,
    autoClose: UNDO_MS,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button
          size="compact-sm"
          variant="light"
          flex="none"
          onClick={() => {
            notifications.hide(key);
            undo();
          }}
        >
          {strings.shell.undo}
        </Button>
      </Group>
    ),
  });
}
