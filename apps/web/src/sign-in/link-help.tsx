import { ActionIcon, Code, Group, Text, Title } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { CopyButton } from '../shared/copy-button.js';
import { strings } from '../strings/index.js';

const words = strings.signIn;

/** How to get a link that works. */
export function LinkHelp({ title, hint, order }: { title: string; hint: string; order: 1 | 2 }) {
  return (
    <>
      <Title order={order} size={order === 1 ? 'h3' : 'h5'}>
        {title}
      </Title>
      <Text size="sm">{hint}</Text>
      <Group wrap="nowrap" gap="xs">
        <Code block style={{ flex: 1 }}>
          {words.command}
        </Code>
        <CopyButton value={words.command}>
          {({ copied, copy }) => (
            <ActionIcon variant="default" size="lg" onClick={copy} aria-label={copied ? words.copied : words.copy}>
              {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            </ActionIcon>
          )}
        </CopyButton>
      </Group>
      <Text size="sm">{words.thenOpen}</Text>
    </>
  );
}
