import { Center, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import type { SecondFactorAsked } from '#contracts';
import { useHasEnded, useSession } from '../data/use-session.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { usePageTitle } from '../shared/page-header.js';
import { ColourSchemeToggle } from '../shell/colour-scheme-toggle.js';
import { ProductName } from '../shell/product-name.js';
import { LanguageMenu } from '../shell/language-menu.js';
import { strings } from '../strings/index.js';
import { LinkHelp } from './link-help.js';
import { SecondFactorForm } from './second-factor-form.js';
import { SignInForm } from './sign-in-form.js';
import { useRedeemLink } from './use-redeem-link.js';
import type { Redemption } from './use-redeem-link.js';

const words = strings.signIn;

/** `/sign-in`, `/sign-in#<one-time link>` */
export function SignInPage() {
  usePageTitle(words.title);
  const redemption = useRedeemLink();
  const session = useSession(redemption.state === 'no-link').data;
  const hasEnded = useHasEnded();
  const { from = '/' } = (useLocation().state as { from?: string } | null) ?? {};
  const isSignedIn =
    redemption.state === 'signed-in' || (redemption.state === 'no-link' && Boolean(session) && !hasEnded);
  if (isSignedIn) return <Navigate to={from} replace />;
  return (
    <Center mih="100dvh" p="md" component="main">
      <Paper withBorder p={{ base: 'lg', sm: 'xl' }} w="100%" maw={480} shadow="sm">
        <Group justify="space-between" mb="lg">
          <ProductName />
          <Group gap={4} wrap="nowrap">
            <LanguageMenu />
            <ColourSchemeToggle />
          </Group>
        </Group>
        <Stack aria-live="polite">
          <Outcome redemption={redemption} hasEnded={hasEnded} />
        </Stack>
      </Paper>
    </Center>
  );
}

function Outcome({ redemption, hasEnded }: { redemption: Redemption; hasEnded: boolean }) {
  const [asked, setAsked] = useState<SecondFactorAsked | null>(null);
  if (asked) return <SecondFactorForm asked={asked} onBack={() => setAsked(null)} />;
  switch (redemption.state) {
    case 'working':
    case 'signed-in':
      return (
        <Group gap="sm">
          <Loader size="sm" aria-hidden />
          <Title order={1} size="h3">
            {words.working}
          </Title>
        </Group>
      );
    case 'second-factor':
      return <SecondFactorForm asked={redemption.asked} onBack={redemption.forget} />;
    case 'spent':
      return <LinkHelp order={1} title={words.spent} hint={words.spentHint} />;
    case 'failed':
      return (
        <>
          <Title order={1} size="h3">
            {words.failed}
          </Title>
          <ErrorNotice error={redemption.error} onRetry={redemption.retry} />
        </>
      );
    case 'no-link':
      return (
        <>
          <Title order={1} size="h3">
            {words.title}
          </Title>
          {hasEnded ? <Text>{words.ended}</Text> : <Text c="dimmed">{words.tagline}</Text>}
          <SignInForm onSecondFactor={setAsked} />
          <LinkHelp order={2} title={words.noAccount} hint={words.noAccountHint} />
        </>
      );
  }
}
