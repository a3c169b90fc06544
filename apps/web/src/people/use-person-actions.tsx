import type { PersonDetail } from '#contracts';
import { Checkbox, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useChangePerson, useEndSessionsOf, useMakeLink, useResetPerson } from '../data/use-people.js';
import { askToConfirm } from '../shared/ask-to-confirm.js';
import { askToRemove } from '../shared/ask-to-remove.js';
import { complain } from '../shared/complain.js';
import { strings } from '../strings/index.js';
import { showSecret } from './show-secret.js';

const words = strings.people;

const showLink = ({ url }: { url: string }) =>
  showSecret({ title: words.linkTitle, hint: words.linkHint, secret: url, copy: words.copyLink });

/** What an administrator does with one person; what ends something asks first. */
export function usePersonActions({ id: personId, name }: PersonDetail) {
  const change = useChangePerson();
  const link = useMakeLink();
  const reset = useResetPerson();
  const endSessions = useEndSessionsOf();
  const setSuspended = (suspended: boolean) => {
    const message = suspended ? words.suspendedDone(name) : words.reinstatedDone(name);
    change.mutate({ personId, suspended }, { onSuccess: () => notifications.show({ message }), onError: complain });
  };
  const resetNow = (factors: boolean) =>
    reset.mutate({ personId, factors }, { onSuccess: showLink, onError: complain });
  return {
    link: () => link.mutate(personId, { onSuccess: showLink, onError: complain }),
    reset: () => askToReset(name, resetNow),
    endSessions: () =>
      endSessions.mutate(personId, {
        onSuccess: ({ ended }) => notifications.show({ message: words.sessionsEnded(ended) }),
        onError: complain,
      }),
    suspend: () => askToRemove(words.suspendTitle(name), () => setSuspended(true), words.suspendHint, words.suspend),
    reinstate: () => setSuspended(false),
  };
}

function askToReset(name: string, onConfirm: (factors: boolean) => void): void {
  let factors = false;
  const body = (
    <Stack>
      <Text size="sm">{words.resetHint}</Text>
      <Checkbox label={words.resetFactors} onChange={(event) => (factors = event.currentTarget.checked)} />
    </Stack>
  );
  askToConfirm({ title: words.resetTitle(name), body, label: words.reset, isLoss: true }, () => onConfirm(factors));
}
