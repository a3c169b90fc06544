import { Alert, Button, Group } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import { strings } from '../strings/index.js';

const words = strings.conversations;

/** Stands where the question box would be in somebody else's conversation. */
export function ReadOnlyNotice({ owner }: { owner: string }) {
  return (
    <Alert variant="light" color="gray" icon={<IconUsers aria-hidden />}>
      <Group justify="space-between">
        {words.readOnly(owner)}
        <Button component={Link} to="/" size="xs" variant="default">
          {words.start}
        </Button>
      </Group>
    </Alert>
  );
}
