import { createCollection } from '#contracts';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useCreateCollection } from '../data/use-library.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { flawOf } from '../shared/flaw-of.js';
import { strings } from '../strings/index.js';

const words = strings.library;

interface Props {
  opened: boolean;
  onClose: () => void;
  onCreated: (name: string) => void;
}

/** Makes a collection by name and closes; what the service refuses is said in the dialog, which stays open. */
export function NewCollection({ opened, onClose, onCreated }: Props) {
  const create = useCreateCollection();
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (name) => flawOf(createCollection.shape.name, name) },
  });
  const close = () => {
    form.reset();
    create.reset();
    onClose();
  };
  const submit = form.onSubmit(({ name }) =>
    create.mutate(name.trim(), {
      onSuccess: (collection) => {
        notifications.show({ message: words.created(collection.name), color: 'green' });
        onCreated(collection.name);
        close();
      },
    }),
  );
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={words.newCollection}
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput label={words.newCollectionName} data-autofocus {...form.getInputProps('name')} />
          {create.isError && <ErrorNotice error={create.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {words.cancel}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {words.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
