import type { AccountViewBody } from '#contracts';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { useAddPasskey, useDropPasskey } from '../data/use-account.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';
import { AccountCard } from './account-card.js';
import { askToRemove } from '../shared/ask-to-remove.js';
import { showCodes } from './show-codes.js';
import { WayIn } from './way-in.js';

const words = strings.account;

interface Props {
  account: AccountViewBody;
  /** Whether passkeys work at the address in the browser. */
  isHere: boolean;
  /** Where they do, when not here. */
  elsewhere: string | null;
}

/** The reader's passkeys, to remove one or add another; at an address where none work, it says where they do. */
export function PasskeysCard({ account: { passkeys }, isHere, elsewhere }: Props) {
  const drop = useDropPasskey();
  return (
    <AccountCard title={words.passkeysTitle}>
      {passkeys.length === 0 && <Text size="sm">{words.passkeysNone}</Text>}
      <Stack gap="xs">
        {passkeys.map(({ id, name, lastUsedAt }) => (
          <WayIn
            key={id}
            name={name}
            lastUsedAt={lastUsedAt}
            onRemove={() => askToRemove(words.removePasskeyTitle, () => drop.mutate(id))}
          />
        ))}
      </Stack>
      {drop.isError && <ErrorNotice error={drop.error} />}
      {isHere ? (
        <Add />
      ) : (
        <Text size="sm" c="dimmed">
          {elsewhere ? words.passkeysAt(elsewhere) : words.passkeysNever}
        </Text>
      )}
    </AccountCard>
  );
}

function Add() {
  const [name, setName] = useState('');
  const add = useAddPasskey();
  const send = (event: React.FormEvent) => {
    event.preventDefault();
    add.mutate(name.trim() || words.passkeyDefault, {
      onSuccess: ({ recoveryCodes }) => {
        setName('');
        notifications.show({ message: words.passkeyDone, color: 'green' });
        if (recoveryCodes) showCodes(recoveryCodes);
      },
    });
  };
  return (
    <form onSubmit={send} noValidate>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={words.passkeyName}
          placeholder={words.passkeyDefault}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={add.isPending} leftSection={<IconFingerprint size={18} aria-hidden />}>
          {words.passkeyAdd}
        </Button>
      </Group>
      {add.isError && <ErrorNotice error={add.error} />}
    </form>
  );
}
