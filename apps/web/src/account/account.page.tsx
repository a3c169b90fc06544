import { Alert, Button, Stack } from '@mantine/core';
import { Link } from 'react-router';
import { useAccount, useWays } from '../data/use-account.js';
import { useSession } from '../data/use-session.js';
import { KeyList } from '../people/key-list.js';
import { SessionList } from '../people/session-list.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import { AppCard } from './app-card.js';
import { CodesCard } from './codes-card.js';
import { PasskeysCard } from './passkeys-card.js';
import { PasswordCard } from './password-card.js';
import { ProviderCard } from './provider-card.js';
import classes from './account.module.css';

const words = strings.account;

/** `/account` */
export function AccountPage() {
  const { data, isPending, isError, error, refetch } = useAccount();
  const ways = useWays().data;
  const lacksFactor = useSession().data?.lacksFactor ?? false;
  if (isPending) return <Loading />;
  if (isError)
    return (
      <>
        <PageHeader title={words.title} lead={words.lead} />
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </>
    );
  const hasFactor = data.hasApp || data.passkeys.length > 0;
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <Stack gap="lg">
        {data.isFactorDemanded && (lacksFactor || !hasFactor) && (
          <Alert color="yellow" title={words.factorNeeded}>
            {words.factorNeededHint}
          </Alert>
        )}
        <div className={classes.cards}>
          <PasswordCard account={data} />
          <AppCard account={data} />
          <PasskeysCard account={data} isHere={ways?.passkeys ?? false} elsewhere={ways?.passkeysAt ?? null} />
          <CodesCard account={data} />
          {(data.identities.length > 0 || ways?.provider) && (
            <ProviderCard identities={data.identities} isOffered={Boolean(ways?.provider)} />
          )}
        </div>
        {lacksFactor ? (
          hasFactor && (
            <Button component={Link} to="/" style={{ alignSelf: 'flex-start' }}>
              {words.continue}
            </Button>
          )
        ) : (
          <>
            <SessionList person="me" title={words.sessionsTitle} />
            <KeyList person="me" title={words.keysTitle} />
          </>
        )}
      </Stack>
    </>
  );
}
