import type { ServiceAccountView } from '#contracts';
import { Button, Modal, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useHandOnServiceAccount, usePeople } from '../data/use-people.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { MOST_OFFERED } from '../shared/most-offered.js';
import { strings } from '../strings/index.js';

const words = strings.people;

interface Props {
  readonly account: ServiceAccountView;
  readonly isOpened: boolean;
  readonly onClose: () => void;
}

/** Somebody else answers for the account of a program. */
export function HandOnServiceAccount({ account: { id, name, owner }, isOpened, onClose }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { data } = usePeople();
  const handOn = useHandOnServiceAccount();
  const people = (data?.people ?? []).filter((one) => one.suspendedAt === null && one.id !== owner.id);
  const close = () => {
    setChosen(null);
    handOn.reset();
    onClose();
  };
  const submit = (to: string) =>
    handOn.mutate(
      { accountId: id, owner: to },
      {
        onSuccess: (account) => {
          notifications.show({ message: words.serviceHandedOn(name, account.owner.name) });
          close();
        },
      },
    );
  return (
    <Modal
      opened={isOpened}
      onClose={close}
      title={words.serviceHandOnTitle(name)}
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      <Stack>
        <Text size="sm">{words.serviceHandOnHint}</Text>
        <Select
          label={words.servicePerson}
          searchable
          limit={MOST_OFFERED}
          data={people.map((one) => ({ value: one.id, label: one.name }))}
          value={chosen}
          onChange={setChosen}
        />
        {handOn.isError && <ErrorNotice error={handOn.error} />}
        <Button disabled={chosen === null} loading={handOn.isPending} onClick={() => chosen && submit(chosen)}>
          {words.serviceHandOn}
        </Button>
      </Stack>
    </Modal>
  );
}
