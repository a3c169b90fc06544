import { changeSearch } from '#contracts';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { flawOf } from '../shared/flaw-of.js';
import { strings } from '../strings/index.js';

interface Props {
  name: string;
  onRename: (name: string) => void;
  onCancel: () => void;
}

/** The name of a saved search in a field of its own. Enter takes it, Escape leaves it as it was. */
export function SavedSearchName({ name, onRename, onCancel }: Props) {
  const [text, setText] = useState(name);
  const [flaw, setFlaw] = useState<string | null>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const found = flawOf(changeSearch.shape.name, text);
        if (found === null) onRename(text.trim());
        else setFlaw(found);
      }}
    >
      <TextInput
        size="xs"
        aria-label={strings.search.alerts.rename}
        value={text}
        error={flaw}
        maxLength={200}
        autoFocus
        onChange={(event) => {
          setText(event.currentTarget.value);
          setFlaw(null);
        }}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      />
    </form>
  );
}
