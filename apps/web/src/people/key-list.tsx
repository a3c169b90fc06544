import type { KeyView } from '#contracts';
import { Badge, Button, Code, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconKey } from '@tabler/icons-react';
import { askToRemove } from '../shared/ask-to-remove.js';
import { useKeys, useRevokeKey } from '../data/use-people.js';
import { complain } from '../shared/complain.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatDateTime, formatList } from '../shared/format.js';
import { Loading } from '../shared/loading.js';
import { Paged } from '../shared/paged.js';
import { strings } from '../strings/index.js';
import { MakeKey } from './make-key.js';
import { OwnListHead } from './own-list-head.js';
import classes from './people.module.css';

const words = strings.people;

interface Props {
  person: 'me' | 'everyone';
  title: string;
}

/** Keys, newest first; one's own list makes new ones, too. */
export function KeyList({ person, title }: Props) {
  const { data, isPending, isError, error, refetch } = useKeys(person);
  const [isMaking, making] = useDisclosure(false);
  if (isPending) return <Loading />;
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const isMine = person === 'me';
  return (
    <section aria-label={title}>
      {isMine && (
        <OwnListHead title={title}>
          <Button size="xs" variant="default" onClick={making.open}>
            {words.keyAdd}
          </Button>
        </OwnListHead>
      )}
      {data.keys.length === 0 && (
        <Empty icon={<IconKey aria-hidden />} title={words.keysNone} hint={words.keysNoneHint} />
      )}
      {data.keys.length > 0 && (
        <Paged items={data.keys}>
          {(shown) => (
            <ul className={classes.list}>
              {shown.map((key) => (
                <KeyRow key={key.id} item={key} isMine={isMine} />
              ))}
            </ul>
          )}
        </Paged>
      )}
      <MakeKey isOpened={isMaking} onClose={making.close} />
    </section>
  );
}

function KeyRow({ item, isMine }: { item: KeyView; isMine: boolean }) {
  const revoke = useRevokeKey();
  const { id, name, prefix, scope, person, collections, expiresAt, lastUsedAt } = item;
  const facts = [
    lastUsedAt ? words.keyUsed(formatDateTime(lastUsedAt)) : words.keyUnused,
    expiresAt ? words.keyExpires(formatDateTime(expiresAt)) : words.keyLasts,
    ...(collections ? [words.confined(formatList(collections.map((each) => each.name)))] : []),
  ];
  const end = () =>
    revoke.mutate(id, { onSuccess: () => notifications.show({ message: words.keyRevoked }), onError: complain });
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <Text fw={600} component="span" display="block">
          {isMine ? name : `${person.name} · ${name}`} {prefix && <Code>{prefix}…</Code>}
        </Text>
        <Text size="sm" c="dimmed">
          {facts.join(' · ')}
        </Text>
      </div>
      <div className={classes.end}>
        <Badge variant="light" color="gray" tt="none">
          {words.keyScopes[scope]}
        </Badge>
        <Button
          size="xs"
          variant="default"
          aria-label={`${words.keyRevoke}: ${name}`}
          onClick={() => askToRemove(words.keyRevokeTitle, end, words.keyRevokeHint, words.keyRevoke)}
        >
          {words.keyRevoke}
        </Button>
      </div>
    </li>
  );
}
