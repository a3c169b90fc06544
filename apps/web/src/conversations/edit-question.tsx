import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { strings } from '../strings/index.js';

const words = strings.conversations;

interface Props {
  question: string;
  onAsk: (question: string) => void;
  onCancel: () => void;
}

/** The question in a box of its own. Enter asks it, Escape leaves it as it was. */
export function EditQuestion({ question, onAsk, onCancel }: Props) {
  const [text, setText] = useState(question);
  const [error, setError] = useState<string | null>(null);
  const send = () => (text.trim() === '' ? setError(strings.ask.empty) : onAsk(text.trim()));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        aria-label={words.editLabel}
        description={words.editHint}
        inputWrapperOrder={['input', 'description', 'error']}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setError(null);
        }}
        onKeyDown={onKeyDown}
        error={error}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={2_000}
        autoFocus
      />
      <Group justify="flex-end" gap="xs" my="sm">
        <Button size="xs" variant="default" onClick={onCancel}>
          {strings.shell.cancel}
        </Button>
        <Button size="xs" type="submit">
          {words.askEdited}
        </Button>
      </Group>
    </form>
  );
}
