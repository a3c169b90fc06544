import type { AccountViewBody } from '#contracts';
import { Button, Code, Group, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import { useBeginApp, useConfirmApp, useDropApp } from '../data/use-account.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';
import { AccountCard } from './account-card.js';
import { askToRemove } from '../shared/ask-to-remove.js';
import { showCodes } from './show-codes.js';
import classes from './account.module.css';

const words = strings.account;

/**
 * Set up an authenticator app, or take it away, which asks first. Its secret is shown once, until a code confirms the app
 * or the page is left; recovery codes that come of it are shown once, in a dialog.
 */
export function AppCard({ account }: { account: AccountViewBody }) {
  const begin = useBeginApp();
  const drop = useDropApp();
  return (
    <AccountCard title={words.appTitle}>
      <Text size="sm">{account.hasApp ? words.appHas : words.appNone}</Text>
      {account.hasApp && (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          loading={drop.isPending}
          onClick={() => askToRemove(words.removeAppTitle, () => drop.mutate(undefined))}
        >
          {words.remove}
        </Button>
      )}
      {!account.hasApp && !begin.data && (
        <Button style={{ alignSelf: 'flex-start' }} loading={begin.isPending} onClick={() => begin.mutate(undefined)}>
          {words.appBegin}
        </Button>
      )}
      {!account.hasApp && begin.data && <Enrol {...begin.data} onDone={begin.reset} />}
      {begin.isError && <ErrorNotice error={begin.error} />}
      {drop.isError && <ErrorNotice error={drop.error} />}
    </AccountCard>
  );
}

function Enrol({ uri, secret, onDone }: { uri: string; secret: string; onDone: () => void }) {
  const [code, setCode] = useState('');
  const confirm = useConfirmApp();
  const send = async (event: React.FormEvent) => {
    event.preventDefault();
    // Once confirmed, this form may be gone before a callback of the change is called; its codes are shown once and must not be lost.
    const confirmed = await confirm.mutateAsync(code).catch(() => null);
    if (!confirmed) return;
    notifications.show({ message: words.appDone, color: 'green' });
    if (confirmed.recoveryCodes) showCodes(confirmed.recoveryCodes);
    onDone();
  };
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Text size="sm" mb="sm">
        {words.appScan}
      </Text>
      <div className={classes.picture}>
        <QRCodeSVG value={uri} size={176} title={words.appPicture} role="img" />
      </div>
      <Text size="sm" my="sm">
        {words.appKey}: <Code className={classes.key}>{secret.match(/.{1,4}/g)?.join(' ')}</Code>
      </Text>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={words.appCode}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" loading={confirm.isPending}>
          {words.appConfirm}
        </Button>
      </Group>
      {confirm.isError && <ErrorNotice error={confirm.error} />}
    </form>
  );
}
