import { Button, Group, Textarea, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { TurnView } from '#contracts';
import { type Circumstances, NO_CIRCUMSTANCES } from '../ask/ask-state.js';
import { CircumstanceFields } from '../ask/circumstance-fields.js';
import { strings } from '../strings/index.js';

const words = strings.conversations;

interface Props {
  question: string;
  /** What it was asked in. */
  circumstances: TurnView['circumstances'];
  /** @param changed What of its circumstances is another now; empty for none. */
  onAsk: (question: string, changed: Partial<Circumstances>) => void;
  onCancel: () => void;
}

/** The question in a box of its own. Enter asks it, Escape leaves it as it was. */
export function EditQuestion({ question, circumstances, onAsk, onCancel }: Props) {
  const [text, setText] = useState(question);
  const before = fieldsOf(circumstances);
  const [within, setWithin] = useState(before);
  const [error, setError] = useState<string | null>(null);
  const send = () => (text.trim() === '' ? setError(strings.ask.empty) : onAsk(text.trim(), changes(before, within)));
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
      <VisuallyHidden component="h2">{words.editLabel}</VisuallyHidden>
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
      {circumstances && <CircumstanceFields value={within} onChange={setWithin} />}
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

/** The fields show days; a moment of a day stays what it is unless another day is chosen. */
const fieldsOf = (circumstances: Props['circumstances']): Circumstances =>
  circumstances
    ? {
        asOf: circumstances.asOf?.slice(0, 10) ?? '',
        ...{ purpose: circumstances.purpose ?? '', onBehalfOf: circumstances.onBehalfOf ?? '' },
      }
    : NO_CIRCUMSTANCES;

const changes = (before: Circumstances, after: Circumstances): Partial<Circumstances> =>
  Object.fromEntries(Object.entries(after).filter(([name, text]) => text !== before[name as keyof Circumstances]));
