import { type LoginView, joinPresent } from '#contracts';
import { Badge, Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEndSession, useEndSessionsOf, useSessions } from '../data/use-people.js';
import { complain } from '../shared/complain.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatDateTime } from '../shared/format.js';
import { Loading } from '../shared/loading.js';
import { Paged } from '../shared/paged.js';
import { strings } from '../strings/index.js';
import { OwnListHead } from './own-list-head.js';
import classes from './people.module.css';

const words = strings.people;

interface Props {
  person: 'me' | 'everyone';
  title: string;
}

/** Sessions, newest first. */
export function SessionList({ person, title }: Props) {
  const { data, isPending, isError, error, refetch } = useSessions(person);
  if (isPending) return <Loading />;
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const isMine = person === 'me';
  return (
    <section aria-label={title}>
      {isMine && <OwnListHead title={title}>{data.sessions.length > 1 && <EndOthers />}</OwnListHead>}
      <Paged items={data.sessions}>
        {(shown) => (
          <ul className={classes.list}>
            {shown.map((session) => (
              <SessionRow key={session.id} session={session} isMine={isMine} />
            ))}
          </ul>
        )}
      </Paged>
    </section>
  );
}

function EndOthers() {
  const end = useEndSessionsOf();
  const told = ({ ended }: { ended: number }) => notifications.show({ message: words.sessionsEnded(ended) });
  return (
    <Button
      variant="default"
      size="xs"
      loading={end.isPending}
      onClick={() => end.mutate('me', { onSuccess: told, onError: complain })}
    >
      {words.sessionsOthers}
    </Button>
  );
}

function SessionRow({ session, isMine }: { session: LoginView; isMine: boolean }) {
  const end = useEndSession();
  const { id, person, device, method, startedAt, lastUsedAt, isCurrent } = session;
  const place = device ?? words.unknownDevice;
  const name = isMine ? place : `${person.name} · ${place}`;
  const facts = [
    joinPresent([words.sessionSince(formatDateTime(startedAt)), method && words.methods[method]], ' '),
    ...(lastUsedAt ? [words.keyUsed(formatDateTime(lastUsedAt))] : []),
  ];
  const told = () => notifications.show({ message: words.sessionEnded });
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed">
          {facts.join(' · ')}
        </Text>
      </div>
      {isCurrent ? (
        <Badge variant="light">{words.sessionCurrent}</Badge>
      ) : (
        <Button
          size="xs"
          variant="default"
          aria-label={`${words.sessionEnd}: ${name}`}
          onClick={() => end.mutate(id, { onSuccess: told, onError: complain })}
        >
          {words.sessionEnd}
        </Button>
      )}
    </li>
  );
}
