import { Button, Group, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { CopyButton } from '../shared/copy-button.js';
import { strings } from '../strings/index.js';
import classes from './account.module.css';

const words = strings.account;

/** Recovery codes, this once. */
export function showCodes(codes: readonly string[]): void {
  const id = modals.open({
    title: words.codesShown,
    withCloseButton: false,
    closeOnClickOutside: false,
    closeOnEscape: false,
    children: (
      <Stack>
        <Text size="sm">{words.codesShownHint}</Text>
        <ul className={classes.codes}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <Group justify="flex-end">
          <CopyButton value={codes.join('\n')}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? words.codesCopied : words.codesCopy}
              </Button>
            )}
          </CopyButton>
          <Button onClick={() => modals.close(id)}>{words.codesKept}</Button>
        </Group>
      </Stack>
    ),
  });
}
