import { Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useSaveSearch } from '../data/use-search.js';
import { FormDialog } from '../shared/form-dialog.js';
import { strings } from '../strings/index.js';

const words = strings.search.save;

interface Props {
  query: string;
  /** The day that the search looks back to, which is not saved: what is told of is new. Empty for none. */
  asOf: string;
  onClose: () => void;
}

/** Asks for a name, and saves the search under it. */
export function SaveSearch({ query, asOf, onClose }: Props) {
  const [name, setName] = useState(query.slice(0, 80));
  const saving = useSaveSearch();
  const submit = () => {
    const done = () => {
      notifications.show({ message: words.done });
      onClose();
    };
    saving.mutate({ name, query, collections: [], mode: 'hybrid' }, { onSuccess: done });
  };
  return (
    <FormDialog
      title={words.title}
      send={strings.shell.save}
      isSending={saving.isPending}
      error={saving.error}
      onSend={submit}
      onClose={onClose}
      canSend={name.trim() !== ''}
    >
      <Text size="sm" c="dimmed">
        {words.hint}
      </Text>
      {asOf !== '' && <Text size="sm">{words.withoutDay(asOf)}</Text>}
      <TextInput
        label={words.name}
        value={name}
        maxLength={200}
        required
        data-autofocus
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
