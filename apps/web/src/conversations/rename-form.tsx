import { changeConversation } from '#contracts';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { flawOf } from '../shared/flaw-of.js';
import { strings } from '../strings/index.js';

interface Props {
  title: string;
  onRename: (title: string) => void;
  onCancel: () => void;
}

/** Asks for a title that the service would take, and hands it on trimmed; saving is left to whoever shows this. */
export function RenameForm({ title, onRename, onCancel }: Props) {
  const form = useForm({
    initialValues: { title },
    validate: {
      title: (value) => flawOf(changeConversation.shape.title, value),
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => onRename(values.title.trim()))} noValidate>
      <Stack>
        <TextInput
          label={strings.conversations.renameLabel}
          data-autofocus
          maxLength={200}
          {...form.getInputProps('title')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {strings.shell.cancel}
          </Button>
          <Button type="submit">{strings.shell.save}</Button>
        </Group>
      </Stack>
    </form>
  );
}
