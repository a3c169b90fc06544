import { Alert, Anchor, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from 'react-router';
import { strings } from '../strings/index.js';

const words = strings.source;

/** Says that a newer revision has taken the place of the one that is read, and leads to the document. */
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
