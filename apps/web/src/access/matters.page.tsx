import type { MatterView } from '#contracts';
import { Badge, Button, Group, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconBriefcase } from '@tabler/icons-react';
import { useAddMatter, useChangeMatter, useMatters } from '../data/use-access.js';
import { useSession } from '../data/use-session.js';
import { complain } from '../shared/complain.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { FoundAmong } from '../shared/found-among.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import classes from './access.module.css';
import { AddForm } from './add-form.js';
import { OnlyRoles } from './only-roles.js';
import { WallsSection } from './walls-section.js';

const words = strings.access.matters;

/** `/admin/matters`: librarians keep matters, administrators walls as well. */
export function MattersPage() {
  const { data: session } = useSession();
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <OnlyRoles roles={['administrator', 'librarian']}>
        <Stack gap="xl">
          <MattersSection />
          {session?.user.role === 'administrator' && <WallsSection />}
        </Stack>
      </OnlyRoles>
    </>
  );
}

function MattersSection() {
  const { data, isPending, isError, error, refetch } = useMatters();
  const add = useAddMatter();
  return (
    <section aria-label={words.heading}>
      <Title order={2} size="h3" mb="sm">
        {words.heading}
      </Title>
      <AddForm
        labels={[words.number, words.name]}
        button={words.add}
        isPending={add.isPending}
        error={add.error}
        onAdd={([number = '', name = ''], done) => add.mutate({ number, name }, { onSuccess: done })}
      />
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.matters.length === 0 && <Empty icon={<IconBriefcase />} title={words.empty} hint={words.emptyHint} />}
      {data && data.matters.length > 0 && (
        <FoundAmong
          items={data.matters}
          textOf={({ number, name }) => `${number} ${name}`}
          label={words.filter}
          none={words.noneMatch}
        >
          {(shown) => <MatterTable matters={shown} />}
        </FoundAmong>
      )}
    </section>
  );
}

function MatterTable({ matters }: { matters: readonly MatterView[] }) {
  return (
    <div className={classes.table}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.number}</Table.Th>
            <Table.Th>{words.name}</Table.Th>
            <Table.Th pos="relative">
              <VisuallyHidden>{strings.shell.actions}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {matters.map((matter) => (
            <MatterRow key={matter.id} matter={matter} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function MatterRow({ matter: { id, number, name, documents, closedAt } }: { matter: MatterView }) {
  const change = useChangeMatter();
  const isClosed = closedAt !== null;
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {number}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{name}</Text>
        <Group gap="xs">
          <Text size="xs" c="dimmed">
            {words.documents(documents)}
          </Text>
          {isClosed && (
            <Badge size="xs" color="gray">
              {words.closed}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td ta="end">
        <Button
          size="xs"
          variant="default"
          loading={change.isPending}
          aria-label={isClosed ? words.openOne(number) : words.closeOne(number)}
          onClick={() => change.mutate({ id, change: { closed: !isClosed } }, { onError: complain })}
        >
          {isClosed ? words.open : words.close}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
