import type { AccountViewBody } from '#contracts';
import { Button, Text } from '@mantine/core';
import { useRenewCodes } from '../data/use-account.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';
import { AccountCard } from './account-card.js';
import { showCodes } from './show-codes.js';

const words = strings.account;

/** How many recovery codes are left, and new ones in the place of all; no button for who has no second factor. */
export function CodesCard({ account }: { account: AccountViewBody }) {
  const renew = useRenewCodes();
  const hasFactor = account.hasApp || account.passkeys.length > 0;
  return (
    <AccountCard title={words.codesTitle}>
      <Text size="sm">{hasFactor ? words.codesLeft(account.recoveryCodesLeft) : words.codesNone}</Text>
      {hasFactor && (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          loading={renew.isPending}
          onClick={() =>
            renew.mutate(undefined, { onSuccess: ({ recoveryCodes }) => recoveryCodes && showCodes(recoveryCodes) })
          }
        >
          {words.codesRenew}
        </Button>
      )}
      {renew.isError && <ErrorNotice error={renew.error} />}
    </AccountCard>
  );
}
