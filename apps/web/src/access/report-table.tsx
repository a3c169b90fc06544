import { type AccessReason, type AccessReport, joinPresent } from '#contracts';
import { Badge, Stack, Table, Text, Title } from '@mantine/core';
import { formatDateTime } from '../shared/format.js';
import { FoundAmong } from '../shared/found-among.js';
import { strings } from '../strings/index.js';
import classes from './access.module.css';

const words = strings.access.report;
const COLOURS = { all: 'green', some: 'yellow', none: 'gray' } as const;

/**
 * Everybody with how much of it they could see and why, also those who could see none; below, whoever looked with the
 * eyes of one who could.
 */
export function ReportTable({ report: { about, at, version, knownSince, people, views } }: { report: AccessReport }) {
  return (
    <section aria-label={words.title}>
      <Title order={2} size="h4">
        {words.result(about.name, formatDateTime(at))}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {words.version(version)} {knownSince && words.knownSince(formatDateTime(knownSince))}
      </Text>
      <FoundAmong
        items={people}
        textOf={({ name }) => name}
        label={strings.people.filter}
        none={strings.people.noneMatch}
      >
        {(shown) => <PeopleTable people={shown} />}
      </FoundAmong>
      {views.length > 0 && <Views views={views} />}
    </section>
  );
}

function PeopleTable({ people }: { people: readonly AccessReport['people'][number][] }) {
  return (
    <div className={classes.table}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.columns.person}</Table.Th>
            <Table.Th>{words.columns.sees}</Table.Th>
            <Table.Th>{words.columns.why}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map((person) => (
            <Table.Tr key={person.id}>
              <Table.Td>
                <Text size="sm" fw={600}>
                  {person.name}
                </Text>
                <Text size="xs" c="dimmed">
                  {strings.shell.roles[person.role]}
                  {person.isSuspended && `, ${words.suspended}`}
                </Text>
              </Table.Td>
              <Table.Td>
                <Badge color={COLOURS[person.sees]} variant="light" tt="none" miw="max-content">
                  {words.sees[person.sees]}
                </Badge>
                <Text size="xs" c="dimmed">
                  {words.of(person.documents.seen, person.documents.of)}
                </Text>
              </Table.Td>
              <Table.Td>
                <Reasons reasons={person.reasons} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Administrators who looked with the eyes of people who could see it. */
function Views({ views }: { views: AccessReport['views'] }) {
  return (
    <section aria-label={words.views}>
      <Title order={3} size="h5" mt="lg" mb="xs">
        {words.views}
      </Title>
      <Stack gap="xs">
        {views.map(({ id, viewer, person, reason, beganAt, endedAt }) => (
          <div key={id}>
            <Text size="sm">{words.view(viewer.name, person.name, formatDateTime(beganAt))}</Text>
            <Text size="sm" c="dimmed" dir="auto">
              {joinPresent([reason, !endedAt && words.viewRuns], ' · ')}
            </Text>
          </div>
        ))}
      </Stack>
    </section>
  );
}

function Reasons({ reasons }: { reasons: readonly AccessReason[] }) {
  if (reasons.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {words.nothing}
      </Text>
    );
  return (
    <Stack gap={2}>
      {reasons.map((reason, at) => (
        <Text key={at} size="sm" c={reason.effect === 'deny' ? 'var(--mantine-color-error)' : undefined}>
          {inWords(reason)}
        </Text>
      ))}
    </Stack>
  );
}

function inWords({ effect, kind, object, group, wall }: AccessReason): string {
  if (kind === 'role') return words.administrator;
  const what = wall ? words.wall(wall.name) : effect === 'deny' ? words.denial : words.grant;
  return joinPresent([`${what}${object ? `: ${object.name}` : ''}`, group && words.by(group.name)], ' ');
}
