import type { ChangeGrant, CollectionView, HeldGrant } from '#contracts';
import { NativeSelect, Stack, Table, Text, Title } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useChangeGrant, useGrants, useGroups } from '../data/use-access.js';
import { useCollections } from '../data/use-library.js';
import { usePeople } from '../data/use-people.js';
import { complain } from '../shared/complain.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { FoundAmong } from '../shared/found-among.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import classes from './access.module.css';
import { OnlyRoles } from './only-roles.js';

const words = strings.access.grants;
type Subject = ChangeGrant['subject'] & { name: string };

/** `/admin/grants`: people and groups against collections. */
export function GrantsPage() {
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <OnlyRoles roles={['administrator']}>
        <Grants />
      </OnlyRoles>
    </>
  );
}

function Grants() {
  const [grants, people, groups, collections] = [useGrants(), usePeople(), useGroups(), useCollections()];
  const failed = [grants, people, groups, collections].find(({ isError }) => isError);
  if (failed) return <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!grants.data || !people.data || !groups.data || !collections.data) return <Loading />;
  const subjects: Subject[] = [
    ...groups.data.groups.map(({ id, name }) => ({ kind: 'group' as const, id, name })),
    ...people.data.people.map(({ id, name }) => ({ kind: 'person' as const, id, name })),
  ];
  const held = grants.data.grants;
  return (
    <>
      {collections.data.length === 0 ? (
        <Empty icon={<IconKey />} title={words.empty} hint={words.emptyHint} />
      ) : (
        <FoundAmong
          items={subjects}
          textOf={({ name }) => name}
          label={strings.people.filter}
          none={strings.people.noneMatch}
        >
          {(shown) => <Matrix subjects={shown} collections={collections.data} grants={held} />}
        </FoundAmong>
      )}
      <SingleDocuments grants={held.filter(({ object }) => object.kind === 'document')} />
    </>
  );
}

function Matrix({
  subjects,
  collections,
  grants,
}: {
  subjects: readonly Subject[];
  collections: CollectionView[];
  grants: HeldGrant[];
}) {
  const states = new Map(grants.map(({ subject, object, access }) => [`${subject.id} ${object.id}`, access]));
  return (
    <div className={classes.table} tabIndex={0} role="region" aria-label={words.title}>
      <Table verticalSpacing="xs" withColumnBorders>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.sticky}>{words.who}</Table.Th>
            {collections.map(({ id, name }) => (
              <Table.Th key={id} className={classes.cell}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {subjects.map((subject) => (
            <Table.Tr key={subject.id}>
              <Table.Th scope="row" className={classes.sticky}>
                <Text size="sm" fw={600}>
                  {subject.name}
                </Text>
                {subject.kind === 'group' && (
                  <Text size="xs" c="dimmed">
                    {strings.access.group}
                  </Text>
                )}
              </Table.Th>
              {collections.map((collection) => (
                <Table.Td key={collection.id}>
                  <Cell
                    subject={subject}
                    collection={collection}
                    access={states.get(`${subject.id} ${collection.id}`) ?? 'none'}
                  />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

const STATES = (['none', 'allow', 'deny'] as const).map((value) => ({ value, label: words.states[value] }));

function Cell({
  subject: { kind, id, name },
  collection,
  access,
}: {
  subject: Subject;
  collection: CollectionView;
  access: ChangeGrant['access'];
}) {
  const change = useChangeGrant();
  const set = (next: ChangeGrant['access']) =>
    change.mutate(
      { subject: { kind, id }, object: { kind: 'collection', id: collection.id }, access: next },
      { onError: complain },
    );
  return (
    <NativeSelect
      size="xs"
      aria-label={words.state(name, collection.name)}
      data={STATES}
      value={access}
      disabled={change.isPending}
      onChange={(event) => set(event.currentTarget.value as ChangeGrant['access'])}
    />
  );
}

function SingleDocuments({ grants }: { grants: HeldGrant[] }) {
  if (grants.length === 0) return null;
  return (
    <Stack gap={4} mt="lg" component="section" aria-label={words.single}>
      <Title order={2} size="h4">
        {words.single}
      </Title>
      {grants.map(({ subject, object, access }) => (
        <Text key={`${subject.id} ${object.id}`} size="sm">
          {words.singleLine(subject.name, access, object.name)}
        </Text>
      ))}
    </Stack>
  );
}
