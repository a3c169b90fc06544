import { Button, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { usePeople } from '../data/use-people.js';
import { useSession } from '../data/use-session.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { Paged } from '../shared/paged.js';
import { strings } from '../strings/index.js';
import { InvitePerson } from './invite-person.js';
import { OnlyAdministrators } from './only-administrators.js';
import { PersonRow } from './person-row.js';
import classes from './people.module.css';

const words = strings.people;

/** `/admin/people` */
export function PeoplePage() {
  const [isInviting, inviting] = useDisclosure(false);
  const isAdministrator = useSession().data?.user.role === 'administrator';
  const invite = (
    <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={inviting.open}>
      {words.invite}
    </Button>
  );
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} actions={isAdministrator && invite} />
      <OnlyAdministrators>
        <List />
      </OnlyAdministrators>
      <InvitePerson isOpened={isInviting} onClose={inviting.close} />
    </>
  );
}

function List() {
  const { data, isPending, isError, error, refetch } = usePeople();
  const [filter, setFilter] = useState('');
  if (isPending) return <Loading />;
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const wanted = filter.trim().toLowerCase();
  const found = data.people.filter(({ name, login }) => `${name} ${login ?? ''}`.toLowerCase().includes(wanted));
  return (
    <>
      <TextInput
        aria-label={words.filter}
        placeholder={words.filter}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
        mb="md"
        maw={360}
      />
      {found.length === 0 && <Empty icon={<IconSearch aria-hidden />} title={words.noneMatch} />}
      {found.length > 0 && (
        <Paged key={wanted} items={found}>
          {(shown) => (
            <ul className={classes.list} aria-label={words.title}>
              {shown.map((person) => (
                <PersonRow key={person.id} person={person} />
              ))}
            </ul>
          )}
        </Paged>
      )}
    </>
  );
}
