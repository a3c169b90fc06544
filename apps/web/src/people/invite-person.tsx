import { addPerson } from '#contracts';
import { Button, Modal, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useAddPerson } from '../data/use-people.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { flawOf } from '../shared/flaw-of.js';
import { strings } from '../strings/index.js';
import { PersonFields, type PersonValues, bodyOf } from './person-fields.js';
import { showSecret } from './show-secret.js';

const words = strings.people;
const EMPTY: PersonValues = { name: '', login: '', email: '', role: 'reader' };

const issueOf = (field: 'name' | 'login' | 'email', value: string | null) => flawOf(addPerson.shape[field], value);

/** Somebody new, and the link that lets them in. */
export function InvitePerson({ isOpened, onClose }: { isOpened: boolean; onClose: () => void }) {
  const add = useAddPerson();
  const form = useForm<PersonValues>({
    initialValues: EMPTY,
    validate: {
      name: (name) => issueOf('name', name),
      login: (login) => issueOf('login', login.trim() || null),
      email: (email) => issueOf('email', email.trim() || null),
    },
  });
  const close = () => {
    form.reset();
    add.reset();
    onClose();
  };
  const submit = form.onSubmit((values) =>
    add.mutate(bodyOf(values), {
      onSuccess: ({ link }) => {
        close();
        showSecret({ title: words.linkTitle, hint: words.linkHint, secret: link.url, copy: words.copyLink });
      },
    }),
  );
  return (
    <Modal opened={isOpened} onClose={close} title={words.invite} closeButtonProps={{ 'aria-label': words.cancel }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <PersonFields form={form} />
          {add.isError && <ErrorNotice error={add.error} />}
          <Button type="submit" loading={add.isPending}>
            {words.add}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
