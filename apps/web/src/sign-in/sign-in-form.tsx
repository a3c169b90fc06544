import type { SecondFactorAsked } from '#contracts';
import { Alert, Button, Divider, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { isSession, signInWithPasskey, signInWithPassword } from '../api/account-client.js';
import { enter } from '../data/enter.js';
import { useWays } from '../data/use-account.js';
import { useTelling } from '../data/use-telling.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';
import { MailedLink } from './mailed-link.js';
import { PasskeyDeclined, isDeclined } from './passkey-declined.js';

const words = strings.signIn;

interface Props {
  onSecondFactor: (asked: SecondFactorAsked) => void;
  /** Whether the page that it is shown over is not to be left. */
  isOverPage?: boolean;
}

/** By identity provider, passkey or password: whatever this service offers here. */
export function SignInForm({ onSecondFactor, isOverPage = false }: Props) {
  const ways = useWays().data;
  const client = useQueryClient();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const byPassword = useTelling({
    mutationFn: signInWithPassword,
    onSuccess: (reply) => (isSession(reply) ? enter(client, reply) : onSecondFactor(reply)),
  });
  const byPasskey = useTelling({ mutationFn: signInWithPasskey, onSuccess: (session) => enter(client, session) });
  const send = (event: React.FormEvent) => {
    event.preventDefault();
    byPasskey.reset();
    byPassword.mutate({ login, password });
  };
  const failed = useSearchParams()[0].get('failed');
  return (
    <Stack>
      {failed && (
        <Alert color="red" variant="light" role="alert" title={words.failed}>
          {words.providerFailed[failed] ?? words.providerFailedOther}
        </Alert>
      )}
      {ways?.provider && (
        <Button component="a" href={ways.provider.url} variant="default" {...(isOverPage && { target: '_blank' })}>
          {ways.provider.label}
        </Button>
      )}
      {ways?.passkeys && (
        <Button
          variant="default"
          leftSection={<IconFingerprint size={18} aria-hidden />}
          loading={byPasskey.isPending}
          onClick={() => byPasskey.mutate()}
        >
          {words.passkey}
        </Button>
      )}
      {isDeclined(byPasskey.error) ? <PasskeyDeclined /> : byPasskey.isError && <ErrorNotice error={byPasskey.error} />}
      {(ways?.provider || ways?.passkeys) && <Divider label={words.or} />}
      <form onSubmit={send} noValidate>
        <Stack gap="sm">
          <TextInput
            label={words.login}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <PasswordInput
            label={words.password}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {byPassword.isError && <ErrorNotice error={byPassword.error} title={words.failed} />}
          <Button type="submit" loading={byPassword.isPending} disabled={login.trim() === '' || password === ''}>
            {words.send}
          </Button>
        </Stack>
      </form>
      {ways?.mailedLinks && <MailedLink />}
      {ways?.passkeysAt && (
        <Text size="xs" c="dimmed">
          {words.passkeysAt(ways.passkeysAt)}
        </Text>
      )}
    </Stack>
  );
}
