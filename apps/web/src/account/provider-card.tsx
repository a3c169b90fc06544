import type { AccountViewBody } from '#contracts';
import { Button, Group, Text } from '@mantine/core';
import { useLinkProvider, useUnlinkProvider } from '../data/use-account.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatDateTime } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { AccountCard } from './account-card.js';
import { askToRemove } from '../shared/ask-to-remove.js';
import classes from './account.module.css';

const words = strings.account;

/** Who one is at the organization's identity provider. @param isOffered Whether there is one to link to. */
export function ProviderCard({ identities, isOffered }: Pick<AccountViewBody, 'identities'> & { isOffered: boolean }) {
  const link = useLinkProvider();
  const unlink = useUnlinkProvider();
  return (
    <AccountCard title={words.providerTitle}>
      {identities.length === 0 && <Text size="sm">{words.providerNone}</Text>}
      {identities.map(({ id, issuer, lastUsedAt }) => (
        <Group key={id} justify="space-between" wrap="nowrap">
          <div className={classes.key}>
            <Text size="sm" fw={600}>
              {issuer}
            </Text>
            <Text size="xs" c="dimmed">
              {lastUsedAt ? words.passkeyUsed(formatDateTime(lastUsedAt)) : words.passkeyUnused}
            </Text>
          </div>
          <Button
            size="xs"
            variant="default"
            flex="none"
            aria-label={`${words.remove}: ${issuer}`}
            onClick={() => askToRemove(words.removeProviderTitle, () => unlink.mutate(id), words.removeProviderHint)}
          >
            {words.remove}
          </Button>
        </Group>
      ))}
      {isOffered && (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          loading={link.isPending}
          onClick={() => link.mutate(undefined, { onSuccess: ({ url }) => window.location.assign(url) })}
        >
          {words.providerLink}
        </Button>
      )}
      {link.isError && <ErrorNotice error={link.error} />}
      {unlink.isError && <ErrorNotice error={unlink.error} />}
    </AccountCard>
  );
}
