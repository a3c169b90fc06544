import type { SecondFactorAsked } from '#contracts';
import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerPasskey, sendSecondFactor } from '../api/account-client.js';
import { enter } from '../data/enter.js';
import { useTelling } from '../data/use-telling.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';
import { PasskeyDeclined, isDeclined } from './passkey-declined.js';

const words = strings.signIn;

/** The second proof, after a password or link. */
export function SecondFactorForm({ asked, onBack }: { asked: SecondFactorAsked; onBack: () => void }) {
  const { code: takesCode, passkey } = asked.secondFactor;
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const prove = useTelling({
    mutationFn: async (by: 'code' | 'passkey') =>
      sendSecondFactor(by === 'code' ? { code } : { passkey: await answerPasskey(passkey!) }),
    onSuccess: (session) => enter(client, session),
  });
  const send = (event: React.FormEvent) => {
    event.preventDefault();
    prove.mutate('code');
  };
  return (
    <Stack>
      <Title order={1} size="h3">
        {words.secondFactor}
      </Title>
      <Text size="sm">{words.secondFactorHint}</Text>
      {passkey && (
        <Button
          variant="default"
          leftSection={<IconFingerprint size={18} aria-hidden />}
          onClick={() => prove.mutate('passkey')}
        >
          {words.usePasskey}
        </Button>
      )}
      {takesCode && (
        <form onSubmit={send} noValidate>
          <TextInput
            label={words.code}
            autoComplete="one-time-code"
            autoFocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button type="submit" mt="sm" fullWidth loading={prove.isPending} disabled={code.trim().length < 6}>
            {words.codeSend}
          </Button>
        </form>
      )}
      {isDeclined(prove.error) ? <PasskeyDeclined /> : prove.isError && <ErrorNotice error={prove.error} />}
      <Group>
        <Button variant="subtle" size="compact-sm" onClick={onBack}>
          {words.startAgain}
        </Button>
      </Group>
    </Stack>
  );
}
