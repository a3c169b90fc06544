import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Empty } from '../shared/empty.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';

/** For addresses that no page has; what is gone or hidden at an address that one has, that page says itself. */
export function NotFoundPage() {
  return (
    <>
      <PageHeader title={strings.errors.notFound} />
      <Empty icon={<IconMapQuestion />} title={strings.errors.notFoundHint}>
        <Button component={Link} to="/" mt="sm">
          {strings.errors.goToAsk}
        </Button>
      </Empty>
    </>
  );
}
