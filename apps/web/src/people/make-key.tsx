import { addKey, keyScope } from '#contracts';
import type { KeyScope } from '#contracts';
import { Button, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useAddKey } from '../data/use-people.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { flawOf } from '../shared/flaw-of.js';
import { strings } from '../strings/index.js';
import { showSecret } from './show-secret.js';

const words = strings.people;

interface Props {
  /** Whose it is to be; one's own where nobody is named. */
  person?: string;
  isOpened: boolean;
  onClose: () => void;
}

interface Values {
  name: string;
  scope: KeyScope;
  days: number | string;
}

/** A new key; its secret is shown once. */
export function MakeKey({ person, isOpened, onClose }: Props) {
  const add = useAddKey();
  const form = useForm<Values>({
    initialValues: { name: '', scope: 'read', days: 90 },
    validate: { name: (name) => flawOf(addKey.shape.name, name) },
  });
  const scopes = keyScope.options.filter((scope) => person !== undefined || scope !== 'scim');
  const close = () => {
    form.reset();
    add.reset();
    onClose();
  };
  const made = ({ secret }: { secret: string }) => {
    close();
    showSecret({ title: words.keyShown, hint: words.keyShownHint, secret, copy: words.keyCopy });
  };
  const submit = form.onSubmit(({ name, scope, days }) =>
    add.mutate(
      { name, scope, days: typeof days === 'number' ? days : null, ...(person ? { person } : {}) },
      { onSuccess: made },
    ),
  );
  return (
    <Modal opened={isOpened} onClose={close} title={words.keyAdd} closeButtonProps={{ 'aria-label': words.cancel }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput label={words.keyName} data-autofocus maxLength={120} {...form.getInputProps('name')} />
          <Select
            label={words.keyScope}
            allowDeselect={false}
            data={scopes.map((value) => ({ value, label: words.keyScopes[value] }))}
            {...form.getInputProps('scope')}
          />
          <NumberInput
            label={words.keyDays}
            description={words.keyNever}
            min={1}
            max={3650}
            allowDecimal={false}
            {...form.getInputProps('days')}
          />
          {add.isError && <ErrorNotice error={add.error} />}
          <Button type="submit" loading={add.isPending}>
            {words.keyAdd}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
