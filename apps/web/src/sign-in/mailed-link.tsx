import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import { askForLink } from '../api/account-client.js';
import { useTelling } from '../data/use-telling.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { spoken, strings } from '../strings/index.js';

const words = strings.signIn;

/** Who lost their password has a one-time link mailed; what is said then does not tell whether there is such an account. */
export function MailedLink() {
  const [isOpened, setOpened] = useState(false);
  const [login, setLogin] = useState('');
  const ask = useTelling({ mutationFn: askForLink });
  const send = (event: React.FormEvent) => {
    event.preventDefault();
    ask.mutate({ login, language: spoken });
  };
  if (!isOpened)
    return (
      <Button variant="subtle" size="compact-sm" w="fit-content" onClick={() => setOpened(true)}>
        {words.forgotten}
      </Button>
    );
  if (ask.isSuccess)
    return (
      <Alert role="status" variant="light" icon={<IconMail aria-hidden />} title={words.mailedTitle}>
        {words.mailed}
      </Alert>
    );
  return (
    <form onSubmit={send} noValidate aria-label={words.forgotten}>
      <Stack gap="sm">
        <Text size="sm">{words.forgottenHint}</Text>
        <TextInput
          label={words.forgottenLogin}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        {ask.isError && <ErrorNotice error={ask.error} />}
        <Button type="submit" variant="default" loading={ask.isPending} disabled={login.trim() === ''}>
          {words.mailIt}
        </Button>
      </Stack>
    </form>
  );
}
