import type { GroupView } from '#contracts';
import { Badge, Button, Card, Group, Pill, Select, Stack, Text, Title } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useAddGroup, useGroups, useRemoveGroup, useSetMember } from '../data/use-access.js';
import { usePeople } from '../data/use-people.js';
import { askToConfirm } from '../shared/ask-to-confirm.js';
import { complain } from '../shared/complain.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { MOST_OFFERED } from '../shared/most-offered.js';
import { PageHeader } from '../shared/page-header.js';
import { Paged } from '../shared/paged.js';
import { strings } from '../strings/index.js';
import { AddForm } from './add-form.js';
import { OnlyRoles } from './only-roles.js';

const words = strings.access.groups;

/** `/admin/groups` */
export function GroupsPage() {
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <OnlyRoles roles={['administrator']}>
        <Groups />
      </OnlyRoles>
    </>
  );
}

function Groups() {
  const groups = useGroups();
  const add = useAddGroup();
  const remove = useRemoveGroup();
  const askToRemove = ({ id, name }: GroupView) =>
    askToConfirm({ title: words.remove, body: words.confirm(name), label: words.remove, isLoss: true }, () =>
      remove.mutate(id, { onError: complain }),
    );
  if (groups.isPending) return <Loading />;
  return (
    <>
      <AddForm
        labels={[words.name]}
        button={words.add}
        isPending={add.isPending}
        error={add.error}
        onAdd={([name = ''], done) => add.mutate(name, { onSuccess: done })}
      />
      {groups.isError && <ErrorNotice error={groups.error} onRetry={() => void groups.refetch()} />}
      {groups.data?.groups.length === 0 && (
        <Empty icon={<IconUsersGroup />} title={words.empty} hint={words.emptyHint} />
      )}
      <Stack>
        {groups.data?.groups.map((group) => (
          <GroupCard key={group.id} group={group} onRemove={() => askToRemove(group)} />
        ))}
      </Stack>
    </>
  );
}

function GroupCard({ group, onRemove }: { group: GroupView; onRemove: () => void }) {
  const people = usePeople();
  const change = useSetMember();
  const set = (person: string, isMember: boolean) =>
    change.mutate({ group: group.id, person, isMember }, { onError: complain });
  const isOurs = group.origin === 'here';
  const outside = (people.data?.people ?? []).filter(({ id }) => !group.members.some((member) => member.id === id));
  return (
    <Card withBorder component="section" aria-label={group.name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Stack gap={2}>
          <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }} dir="auto">
            {group.name}
          </Title>
          {!isOurs && (
            <Badge variant="light" tt="none">
              {words.origins[group.origin]}
            </Badge>
          )}
          <Text size="sm" c="dimmed">
            {group.members.length === 0 ? words.nobody : words.members(group.members.length)}
          </Text>
        </Stack>
        <Button
          variant="subtle"
          color="red"
          size="xs"
          miw="max-content"
          onClick={onRemove}
          aria-label={words.removeOne(group.name)}
        >
          {words.remove}
        </Button>
      </Group>
      <Paged items={group.members}>
        {(shown) => (
          <Group gap="xs" mt="sm">
            {shown.map((member) => (
              <Pill
                key={member.id}
                size="md"
                withRemoveButton={isOurs}
                onRemove={() => set(member.id, false)}
                // Mantine hides it from screen readers and takes it out of the order of the Tab key.
                removeButtonProps={{
                  ...{ 'aria-label': words.removeMember(member.name, group.name), tabIndex: 0 },
                  'aria-hidden': false,
                }}
              >
                {member.name}
              </Pill>
            ))}
          </Group>
        )}
      </Paged>
      {isOurs ? (
        <Select
          mt="sm"
          maw={320}
          label={words.addMember}
          data={outside.map(({ id, name }) => ({ value: id, label: name }))}
          value={null}
          onChange={(id) => id && set(id, true)}
          searchable
          limit={MOST_OFFERED}
          disabled={change.isPending}
        />
      ) : (
        <Text size="sm" c="dimmed" mt="sm">
          {words.originHint}
        </Text>
      )}
    </Card>
  );
}
