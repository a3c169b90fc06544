import type { PersonDetail } from '#contracts';
import { Button, Modal, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useChangePerson } from '../data/use-people.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';
import { PersonFields, type PersonValues, bodyOf } from './person-fields.js';

const words = strings.people;

interface Props {
  person: PersonDetail;
  isOpened: boolean;
  onClose: () => void;
}

/** Changes name, sign-in name, e-mail and role; what the service refuses is said in the dialog, which stays open. */
export function EditPerson(props: Props) {
  const { isOpened, onClose } = props;
  return (
    <Modal opened={isOpened} onClose={onClose} title={words.edit} closeButtonProps={{ 'aria-label': words.cancel }}>
      <Fields {...props} />
    </Modal>
  );
}

function Fields({ person, onClose }: Props) {
  const change = useChangePerson();
  const { name, login, email, role } = person;
  const form = useForm<PersonValues>({ initialValues: { name, login: login ?? '', email: email ?? '', role } });
  const saved = () => {
    notifications.show({ message: words.changed, color: 'green' });
    onClose();
  };
  const submit = form.onSubmit((values) =>
    change.mutate({ personId: person.id, ...bodyOf(values) }, { onSuccess: saved }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <PersonFields form={form} />
        {change.isError && <ErrorNotice error={change.error} />}
        <Button type="submit" loading={change.isPending}>
          {words.save}
        </Button>
      </Stack>
    </form>
  );
}
