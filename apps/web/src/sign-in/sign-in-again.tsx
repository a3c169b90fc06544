import type { SecondFactorAsked } from '#contracts';
import { Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { focusManager, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { FocusEvent, KeyboardEvent } from 'react';
import { keys } from '../data/keys.js';
import { ProductName } from '../shell/product-name.js';
import { strings } from '../strings/index.js';
import { LinkHelp } from './link-help.js';
import { SecondFactorForm } from './second-factor-form.js';
import { SignInForm } from './sign-in-form.js';
import classes from './sign-in.module.css';

const words = strings.signIn;

/**
 * Over a page on which somebody was typing when their session ended: nothing of it shows or can be reached, and it is as it
 * was once they have signed in here, or in another tab. Who else signs in finds a page of their own.
 */
export function SignInAgain({ name }: { name: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [asked, setAsked] = useState<SecondFactorAsked | null>(null);
  useOtherTabs();
  useTitle(words.againTitle);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Closing it hands the focus back to where it was.
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={classes.again}
      aria-labelledby={title}
      onKeyDown={keepOpen}
      onFocus={keepDialogsBelow}
      onCancel={(event) => event.preventDefault()}
      onClose={({ currentTarget }) => !currentTarget.open && currentTarget.isConnected && currentTarget.showModal()}
    >
      <Center mih="100%" p="md">
        <Paper withBorder p={{ base: 'lg', sm: 'xl' }} w="100%" maw={480} shadow="sm">
          <Stack>
            <ProductName />
            {!asked && (
              <Title order={2} size="h3" id={title}>
                {words.againTitle}
              </Title>
            )}
            {!asked && <Text style={{ overflowWrap: 'anywhere' }}>{words.again(name)}</Text>}
            {asked ? (
              <SecondFactorForm asked={asked} onBack={() => setAsked(null)} />
            ) : (
              <SignInForm onSecondFactor={setAsked} isOverPage />
            )}
            {!asked && <LinkHelp order={2} title={words.againByLink} hint={words.againByLinkHint} />}
            <Button variant="subtle" color="gray" onClick={() => window.location.assign('/sign-in')}>
              {words.againLeave}
            </Button>
          </Stack>
        </Paper>
      </Center>
    </dialog>
  );
}

/** Nothing is fetched for a session that is over; whether one has begun in another tab is looked for on coming back. */
function useOtherTabs(): void {
  const client = useQueryClient();
  useEffect(() => {
    const look = () => void client.refetchQueries({ queryKey: keys.session });
    focusManager.setFocused(false);
    window.addEventListener('focus', look);
    return () => {
      focusManager.setFocused(undefined);
      window.removeEventListener('focus', look);
    };
  }, [client]);
}

/** The title of the page may name what only its reader may know. */
function useTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => void (document.title = before);
  }, [title]);
}

const keepOpen = (event: KeyboardEvent) => {
  if (event.key === 'Escape') event.preventDefault();
};

/** The dialogs of the page close on Escape wherever it is pressed, except in what says that it is not for them. */
const keepDialogsBelow = ({ target }: FocusEvent) => target.setAttribute('data-mantine-stop-propagation', 'true');
