import { Alert, Anchor, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from 'react-router';
import { strings } from '../strings/index.js';

const words = strings.source;

export function SupersededNotice({ documentId }: { documentId: string }) {
  return (
    <Alert
      variant="light"
      color="orange"
      radius={0}
      py="xs"
      icon={<IconHistory aria-hidden />}
      title={words.superseded}
    >
      <Text size="sm">
        {words.supersededHint}{' '}
        <Anchor component={Link} to={`/library/${documentId}`} inherit underline="always">
          {words.seeRevisions}
        </Anchor>
      </Text>
    </Alert>
  );
}
