import { Group, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { strings } from '../strings/index.js';

interface Props {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
}

/** The page's only `h1`; also names the browser tab. It takes the focus after a change of page (see RouteFocus). */
export function PageHeader({ title, lead, actions }: Props) {
  usePageTitle(title);
  return (
    <Group justify="space-between" align="flex-start" gap="sm" mb="lg">
      <Stack gap={4} style={{ minWidth: 0, flex: '1 1 16rem' }}>
        <Title order={1} tabIndex={-1} style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Title>
        {lead && (
          <Text c="dimmed" size="sm" style={{ overflowWrap: 'anywhere' }}>
            {lead}
          </Text>
        )}
      </Stack>
      {actions}
    </Group>
  );
}

/** Names the browser tab: the title, then the product, or the product alone. It stays until another page names it. */
export function usePageTitle(title: string) {
  useEffect(() => {
    document.title = title === strings.shell.product ? title : `${title} · ${strings.shell.product}`;
  }, [title]);
}
