import { addServiceAccount, personRole } from '#contracts';
import type { PersonRole } from '#contracts';
import { Button, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useAddServiceAccount } from '../data/use-people.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { flawOf } from '../shared/flaw-of.js';
import { strings } from '../strings/index.js';

const words = strings.people;

interface Values {
  name: string;
  role: PersonRole;
}

/** An account for a program; who adds it answers for it. */
export function AddServiceAccount({ isOpened, onClose }: { isOpened: boolean; onClose: () => void }) {
  const add = useAddServiceAccount();
  const form = useForm<Values>({
    initialValues: { name: '', role: 'reader' },
    validate: { name: (name) => flawOf(addServiceAccount.shape.name, name) },
  });
  const close = () => {
    form.reset();
    add.reset();
    onClose();
  };
  const submit = form.onSubmit((values) => add.mutate(values, { onSuccess: close }));
  return (
    <Modal opened={isOpened} onClose={close} title={words.serviceAdd} closeButtonProps={{ 'aria-label': words.cancel }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput label={words.serviceName} data-autofocus maxLength={120} {...form.getInputProps('name')} />
          <Select
            label={words.role}
            description={words.roleHint[form.values.role]}
            allowDeselect={false}
            data={personRole.options.map((value) => ({ value, label: strings.shell.roles[value] }))}
            {...form.getInputProps('role')}
          />
          {add.isError && <ErrorNotice error={add.error} />}
          <Button type="submit" loading={add.isPending}>
            {words.serviceAdd}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
