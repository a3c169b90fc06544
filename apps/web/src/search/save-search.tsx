import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useSaveSearch } from '../data/use-search.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Dialog } from '../shared/dialog.js';
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
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const done = () => {
      notifications.show({ message: words.done });
      onClose();
    };
    saving.mutate({ name, query, collections: [], mode: 'hybrid' }, { onSuccess: done });
  };
  return (
    <Dialog onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': strings.shell.cancel }}>
      <form onSubmit={submit}>
        <Stack>
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
          {saving.isError && <ErrorNotice error={saving.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {strings.shell.cancel}
            </Button>
            <Button type="submit" loading={saving.isPending} disabled={name.trim() === ''}>
              {strings.shell.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
