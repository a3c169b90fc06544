import type { AccountViewBody } from '#contracts';
import { Button, Text } from '@mantine/core';
import { useLinkProvider, useUnlinkProvider } from '../data/use-account.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';
import { AccountCard } from './account-card.js';
import { askToRemove } from '../shared/ask-to-remove.js';
import { WayIn } from './way-in.js';

const words = strings.account;

/** Who one is at the organization's identity provider. @param isOffered Whether there is one to link to. */
export function ProviderCard({ identities, isOffered }: Pick<AccountViewBody, 'identities'> & { isOffered: boolean }) {
  const link = useLinkProvider();
  const unlink = useUnlinkProvider();
  return (
    <AccountCard title={words.providerTitle}>
      {identities.length === 0 && <Text size="sm">{words.providerNone}</Text>}
      {identities.map(({ id, issuer, lastUsedAt }) => (
        <WayIn
          key={id}
          name={issuer}
          lastUsedAt={lastUsedAt}
          onRemove={() => askToRemove(words.removeProviderTitle, () => unlink.mutate(id), words.removeProviderHint)}
        />
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
