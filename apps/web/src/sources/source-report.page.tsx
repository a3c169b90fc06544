import { type RunOutcome, type SourceRunView, type SourceView, joinPresent, runOutcome } from '#contracts';
import { Anchor, Code, Group, Pagination, SegmentedControl, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useRunEntries, useSource, useSourceRuns, useSources } from '../data/use-sources.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatDateTime } from '../shared/format.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { useIsNarrow } from '../shared/use-screen-width.js';
import { pageControls } from '../shared/page-controls.js';
import { said } from '../shared/said.js';
import { strings } from '../strings/index.js';
import { RunBadge, RunSummary, countsInWords } from './run-summary.js';
import { SourceButtons } from './source-buttons.js';
import { placeOf, whenOf } from './source-card.js';
import { SourceForm } from './source-form.js';

const words = strings.sources;
const PAGE_SIZE = 50;

/** `/sources/:id`: what each run of a source did. */
export function SourceReportPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const source = useSource(id);
  const { data: all } = useSources();
  const runs = useSourceRuns(id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isEdited, setIsEdited] = useState(false);
  const failed = source.isError ? source : runs.isError ? runs : null;
  const back = (
    <Anchor component={Link} to="/sources">
      {words.back}
    </Anchor>
  );
  if (failed)
    return (
      <>
        <PageHeader title={source.data?.name ?? words.title} actions={back} />
        <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />
      </>
    );
  if (!source.data || !runs.data) return <Loading />;
  const run = runs.data.runs.find((one) => one.id === chosen) ?? runs.data.runs[0];
  return (
    <>
      <PageHeader title={source.data.name} lead={leadOf(source.data)} actions={back} />
      <Group mb="md">
        <SourceButtons
          source={source.data}
          onEdit={() => setIsEdited(true)}
          onRemoved={() => void navigate('/sources')}
        />
      </Group>
      {isEdited && (
        <SourceForm
          source={source.data}
          allowedFolders={all?.allowedFolders ?? []}
          onClose={() => setIsEdited(false)}
        />
      )}
      {run ? (
        <Stack>
          <Select
            label={words.runs}
            data={runs.data.runs.map((one) => ({ value: one.id, label: runInWords(one) }))}
            value={run.id}
            allowDeselect={false}
            onChange={setChosen}
            maw={640}
          />
          <Group gap="xs">
            <RunBadge run={run} />
            <Text size="sm" c="dimmed">
              {words.causes[run.cause]}
            </Text>
          </Group>
          <RunSummary sourceId={id} run={run} />
          <Lines key={run.id} sourceId={id} run={run} />
        </Stack>
      ) : (
        <Text c="dimmed">{words.never}</Text>
      )}
    </>
  );
}

const leadOf = (source: SourceView): string =>
  [placeOf(source), words.into(source.collection.name), whenOf(source)].join(' · ');

const runInWords = ({ createdAt, state, counts }: SourceRunView): string =>
  joinPresent([formatDateTime(createdAt), words.states[state], countsInWords(counts)], ' · ');

function Lines({ sourceId, run }: { sourceId: string; run: SourceRunView }) {
  const [outcome, setOutcome] = useState<RunOutcome | 'all'>('all');
  const [page, setPage] = useState(1);
  const isNarrow = useIsNarrow();
  const filter = {
    outcome: outcome === 'all' ? undefined : outcome,
    offset: (page - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
  };
  const { data, isPending, isError, error } = useRunEntries(sourceId, run, filter);
  const choices = ['all' as const, ...runOutcome.options].map((value) => ({
    value,
    label: value === 'all' ? words.all : words.outcomes[value],
  }));
  const choose = (value: string | null) => {
    setOutcome((value ?? 'all') as RunOutcome | 'all');
    setPage(1);
  };
  return (
    <section aria-label={words.lines}>
      <Title order={2} size="h4" mb="xs">
        {words.lines}
      </Title>
      {isNarrow ? (
        <Select aria-label={words.outcome} data={choices} value={outcome} allowDeselect={false} onChange={choose} />
      ) : (
        <SegmentedControl aria-label={words.outcome} data={choices} value={outcome} onChange={choose} />
      )}
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} />}
      {data?.total === 0 && (
        <Text c="dimmed" mt="sm">
          {words.noLines}
        </Text>
      )}
      {data && data.total > 0 && <LineTable entries={data.entries} />}
      {data && data.total > PAGE_SIZE && (
        <Pagination
          mt="md"
          total={Math.ceil(data.total / PAGE_SIZE)}
          value={page}
          onChange={setPage}
          aria-label={words.pages}
          getControlProps={pageControls}
        />
      )}
    </section>
  );
}

type Entries = NonNullable<ReturnType<typeof useRunEntries>['data']>['entries'];

function LineTable({ entries }: { entries: Entries }) {
  return (
    <Table mt="sm" verticalSpacing="xs" layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w="6.5rem">{words.outcome}</Table.Th>
          <Table.Th>{words.path}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map(({ outcome, path, from, document, failure }) => (
          <Table.Tr key={`${outcome} ${path}`}>
            <Table.Td>{words.outcomes[outcome]}</Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              {document ? (
                <Anchor component={Link} to={`/library/${document}`} size="sm">
                  {path}
                </Anchor>
              ) : (
                <Text size="sm">{path}</Text>
              )}
              {from && (
                <Text size="xs" c="dimmed">
                  {words.from(from)}
                </Text>
              )}
              {failure && (
                <Text size="sm">
                  {said(failure)} <Code>{failure.code}</Code>
                </Text>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
