import type { AccountViewBody } from '#contracts';
import { Button, PasswordInput, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useSetPassword } from '../data/use-account.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatDateTime } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { AccountCard } from './account-card.js';
import classes from './account.module.css';

const words = strings.account;

/** Set a password, or another; without a name to sign in by it only says so. What makes one too weak is for the service to say. */
export function PasswordCard({ account }: { account: AccountViewBody }) {
  const set = useSetPassword();
  const form = useForm({
    initialValues: { password: '', again: '' },
    validate: { again: (again, { password }) => (again === password ? null : words.notTheSame) },
  });
  const submit = form.onSubmit(({ password }) =>
    set.mutate(password, {
      onSuccess: ({ ended }) => {
        form.reset();
        notifications.show({ message: words.passwordSaved(ended), color: 'green' });
      },
    }),
  );
  return (
    <AccountCard title={words.passwordTitle}>
      <Text size="sm">
        {account.passwordChangedAt ? words.passwordSet(formatDateTime(account.passwordChangedAt)) : words.passwordNone}
      </Text>
      {account.login === null ? (
        <Text size="sm" c="dimmed">
          {words.noLogin}
        </Text>
      ) : (
        <form onSubmit={submit} noValidate>
          <Text size="sm" mb="xs">
            {words.login}: <strong className={classes.key}>{account.login}</strong>
          </Text>
          {/* For password managers, which file a password under a name. */}
          <input type="hidden" name="username" autoComplete="username" value={account.login} readOnly />
          <PasswordInput
            label={words.newPassword}
            description={words.passwordRules}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <PasswordInput label={words.again} autoComplete="new-password" mt="xs" {...form.getInputProps('again')} />
          <Button type="submit" loading={set.isPending} mt="sm">
            {words.savePassword}
          </Button>
        </form>
      )}
      {set.isError && <ErrorNotice error={set.error} />}
    </AccountCard>
  );
}
