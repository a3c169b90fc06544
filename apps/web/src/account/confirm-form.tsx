import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { confirmByPasskey, confirmSession, fetchAccount } from '../api/account-client.js';
import { keys } from '../data/keys.js';
import { useTelling } from '../data/use-telling.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';

const words = strings.account;

/** By whatever the person has: password, code or passkey. */
export function ConfirmForm({ onDone }: { onDone: () => void }) {
  const account = useQuery({ queryKey: keys.account, queryFn: ({ signal }) => fetchAccount(signal) });
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const confirm = useTelling({
    mutationFn: async (by: 'typed' | 'passkey') => {
      if (by === 'passkey') return confirmByPasskey();
      await confirmSession(code.trim() === '' ? { password } : { code });
    },
    onSuccess: onDone,
  });
  if (account.isPending) return <Loading />;
  if (account.isError) return <ErrorNotice error={account.error} />;
  const { passwordChangedAt, hasApp, recoveryCodesLeft, passkeys } = account.data;
  const hasCode = hasApp || recoveryCodesLeft > 0;
  if (!passwordChangedAt && !hasCode && passkeys.length === 0) return <Text size="sm">{words.confirmNone}</Text>;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate('typed');
      }}
    >
      <Stack>
        <Text size="sm">{words.confirmHint}</Text>
        {passkeys.length > 0 && (
          <Button
            variant="light"
            leftSection={<IconFingerprint size={18} aria-hidden />}
            onClick={() => confirm.mutate('passkey')}
          >
            {words.confirmPasskey}
          </Button>
        )}
        {passwordChangedAt && (
          <PasswordInput
            label={words.confirmPassword}
            autoComplete="current-password"
            data-autofocus
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )}
        {!passwordChangedAt && hasCode && (
          <TextInput
            label={words.confirmCode}
            autoComplete="one-time-code"
            data-autofocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
        {confirm.isError && <ErrorNotice error={confirm.error} />}
        {(passwordChangedAt || hasCode) && (
          <Button type="submit" loading={confirm.isPending}>
            {words.confirmSend}
          </Button>
        )}
      </Stack>
    </form>
  );
}
