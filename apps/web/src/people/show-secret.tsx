import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { CopyButton } from '../shared/copy-button.js';
import { strings } from '../strings/index.js';

interface Shown {
  readonly title: string;
  readonly hint: string;
  readonly secret: string;
  readonly copy: string;
}

/** A link or key, this once. */
export function showSecret({ title, hint, secret, copy }: Shown): void {
  const id = modals.open({
    title,
    withCloseButton: false,
    closeOnClickOutside: false,
    children: (
      <Stack>
        <Text size="sm">{hint}</Text>
        <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {secret}
        </Code>
        <Group justify="flex-end">
          <CopyButton value={secret}>
            {({ copied, copy: toClipboard }) => (
              <Button variant="default" onClick={toClipboard}>
                {copied ? strings.people.copied : copy}
              </Button>
            )}
          </CopyButton>
          <Button onClick={() => modals.close(id)}>{strings.people.done}</Button>
        </Group>
      </Stack>
    ),
  });
}
