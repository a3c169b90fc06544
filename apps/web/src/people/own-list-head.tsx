import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** Above a list of one's own on a page that holds other things, too. @param children What can be done with the list as a whole. */
export function OwnListHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Group justify="space-between" mb="sm">
      <Title order={2} size="h4">
        {title}
      </Title>
      {children}
    </Group>
  );
}
