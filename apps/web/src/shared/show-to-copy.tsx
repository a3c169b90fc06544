import { Stack, Text, Textarea } from '@mantine/core';
import { modals } from '@mantine/modals';
import { strings } from '../strings/index.js';

const words = strings.shell.copying;

/** A text, marked and ready to be copied by hand, where the browser doesn't let a page copy: on plain http, or by its settings. */
export function showToCopy(text: string): void {
  modals.open({
    title: words.title,
    closeButtonProps: { 'aria-label': strings.shell.close },
    children: (
      <Stack>
        <Text size="sm">{words.hint}</Text>
        <Textarea
          aria-label={words.label}
          value={text}
          readOnly
          autosize
          minRows={1}
          maxRows={12}
          data-autofocus
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      </Stack>
    ),
  });
}
