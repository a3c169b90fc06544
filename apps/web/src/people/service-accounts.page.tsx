import type { ServiceAccountView } from '#contracts';
import { Badge, Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconRobot } from '@tabler/icons-react';
import { askToRemove } from '../shared/ask-to-remove.js';
import { useChangePerson, useServiceAccounts } from '../data/use-people.js';
import { useSession } from '../data/use-session.js';
import { complain } from '../shared/complain.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatDateTime } from '../shared/format.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import { AddServiceAccount } from './add-service-account.js';
import { HandOnServiceAccount } from './hand-on-service-account.js';
import { MakeKey } from './make-key.js';
import { OnlyAdministrators } from './only-administrators.js';
import classes from './people.module.css';

const words = strings.people;

/** `/admin/service-accounts` */
export function ServiceAccountsPage() {
  const [isAdding, adding] = useDisclosure(false);
  const isAdministrator = useSession().data?.user.role === 'administrator';
  const add = <Button onClick={adding.open}>{words.serviceAdd}</Button>;
  return (
    <>
      <PageHeader title={words.servicesTitle} lead={words.servicesLead} actions={isAdministrator && add} />
      <OnlyAdministrators>
        <List />
      </OnlyAdministrators>
      <AddServiceAccount isOpened={isAdding} onClose={adding.close} />
    </>
  );
}

function List() {
  const { data, isPending, isError, error, refetch } = useServiceAccounts();
  if (isPending) return <Loading />;
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data.serviceAccounts.length === 0)
    return <Empty icon={<IconRobot aria-hidden />} title={words.servicesNone} hint={words.servicesNoneHint} />;
  return (
    <ul className={classes.list} aria-label={words.servicesTitle}>
      {data.serviceAccounts.map((account) => (
        <Row key={account.id} account={account} />
      ))}
    </ul>
  );
}

function Row({ account }: { account: ServiceAccountView }) {
  const { id, name, role, owner, suspendedAt, lastSeenAt } = account;
  const [isHandingOn, handingOn] = useDisclosure(false);
  const [isMaking, making] = useDisclosure(false);
  const change = useChangePerson();
  const setSuspended = (suspended: boolean) => {
    const message = suspended ? words.suspendedDone(name) : words.reinstatedDone(name);
    change.mutate({ personId: id, suspended }, { onSuccess: () => notifications.show({ message }), onError: complain });
  };
  const suspend = () =>
    askToRemove(words.suspendTitle(name), () => setSuspended(true), words.serviceSuspendHint, words.suspend);
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed">
          {words.serviceOwner(owner.name)} · {lastSeenAt ? words.lastSeen(formatDateTime(lastSeenAt)) : words.neverSeen}
        </Text>
      </div>
      <div className={classes.end}>
        {owner.isSuspended && (
          <Badge color="red" variant="light" tt="none">
            {words.ownerSuspended}
          </Badge>
        )}
        {suspendedAt && (
          <Badge color="red" variant="light">
            {words.suspended}
          </Badge>
        )}
        <Badge variant="light" color="gray" tt="none">
          {strings.shell.roles[role]}
        </Badge>
        {!suspendedAt && (
          <Button size="xs" variant="default" aria-label={`${words.keyAdd}: ${name}`} onClick={making.open}>
            {words.keyAdd}
          </Button>
        )}
        <Button size="xs" variant="default" aria-label={`${words.serviceHandOn}: ${name}`} onClick={handingOn.open}>
          {words.serviceHandOn}
        </Button>
        <Button
          size="xs"
          variant="default"
          aria-label={`${suspendedAt ? words.reinstate : words.suspend}: ${name}`}
          onClick={suspendedAt ? () => setSuspended(false) : suspend}
        >
          {suspendedAt ? words.reinstate : words.suspend}
        </Button>
      </div>
      <HandOnServiceAccount account={account} isOpened={isHandingOn} onClose={handingOn.close} />
      <MakeKey person={id} isOpened={isMaking} onClose={making.close} />
    </li>
  );
}
