import { type DocumentView, unlockDocument } from '#contracts';
import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconLockOpen } from '@tabler/icons-react';
import { useUnlockDocument } from '../data/use-library.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { RowAction } from '../shared/row-action.js';
import { strings } from '../strings/index.js';

const words = strings.reading;

/** Asks for the password of a locked document and has it read at once. Nothing typed outlives the dialog. */
export function UnlockDocument({ document }: { document: DocumentView }) {
  const [isOpen, { open, close: hide }] = useDisclosure(false);
  const unlock = useUnlockDocument();
  const form = useForm({
    initialValues: { password: '' },
    validate: {
      password: (value) => (unlockDocument.shape.password.safeParse(value).success ? null : words.passwordMissing),
    },
  });
  const close = () => {
    form.reset();
    unlock.reset();
    hide();
  };
  const submit = form.onSubmit(({ password }) => {
    const onSuccess = () => {
      notifications.show({ message: words.unlocked(document.title), color: 'green' });
      close();
    };
    unlock.mutate({ id: document.id, password }, { onSuccess });
  });
  return (
    <>
      <RowAction
        icon={IconLockOpen}
        label={words.unlock}
        name={words.unlockOne(document.title)}
        variant="default"
        onClick={open}
      />
      <Modal
        opened={isOpen}
        onClose={close}
        title={words.unlockTitle}
        closeButtonProps={{ 'aria-label': words.cancel }}
        closeOnClickOutside={!unlock.isPending}
      >
        <form onSubmit={submit} noValidate>
          <Stack>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {words.unlockLead(document.latest.fileName)}
            </Text>
            <PasswordInput
              label={words.password}
              autoComplete="off"
              data-autofocus
              {...form.getInputProps('password')}
            />
            {unlock.isPending && (
              <Text size="sm" c="dimmed" role="status">
                {words.unlocking}
              </Text>
            )}
            {unlock.isError && <ErrorNotice error={unlock.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {words.cancel}
              </Button>
              <Button type="submit" loading={unlock.isPending}>
                {words.unlockSubmit}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
