import { type RevisionView, joinPresent } from '#contracts';
import { Alert, Badge, Button, Code, Group, List, Paper, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconDownload, IconFileText, IconGitCompare } from '@tabler/icons-react';
import { Link } from 'react-router';
import { revisionFileUrl } from '../api/api-client.js';
import { formatBytes, formatDateTime, shortHash } from '../shared/format.js';
import { said } from '../shared/said.js';
import { strings } from '../strings/index.js';
import { pagesIn } from './pages-in.js';
import { RevisionCoverage } from './revision-coverage.js';
import { StateBadge } from './state-badge.js';

const words = strings.library.document;

interface Props {
  revision: RevisionView;
  /** True for the revision that answers come from now. */
  isCurrent: boolean;
  /** Id of the revision before it that has a text; null for none. */
  previous: string | null;
}

/**
 * One revision: how it stands, what was read of it, why it failed. Its text and its comparison are offered only where
 * it has a text, the original always.
 */
export function RevisionCard({ revision, isCurrent, previous }: Props) {
  const { id, number, state, failure, notes, coverage, chunks, sizeBytes, sha256, createdAt, fileName } = revision;
  const pages = pagesIn(revision);
  const isReadable = state === 'live' || state === 'superseded' || state === 'chunked';
  return (
    <Paper withBorder p="md" component="article" aria-label={words.revision(number)}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Group gap="xs">
          <Title order={3} size="h5">
            {words.revision(number)}
          </Title>
          <StateBadge state={state} />
          {isCurrent && (
            <Badge variant="outline" tt="none">
              {words.current}
            </Badge>
          )}
        </Group>
        <Group gap="xs">
          {isReadable && previous !== null && (
            <Button
              component={Link}
              to={`/compare?left=${previous}&right=${id}`}
              size="xs"
              variant="subtle"
              leftSection={<IconGitCompare size={15} aria-hidden />}
            >
              {strings.search.comparison.withPrevious}
            </Button>
          )}
          {isReadable && (
            <Button
              component={Link}
              to={`/source/${id}`}
              size="xs"
              variant="light"
              leftSection={<IconFileText size={15} aria-hidden />}
              aria-label={words.openTextOf(number)}
            >
              {words.openText}
            </Button>
          )}
          <Button
            component="a"
            href={revisionFileUrl(id)}
            download={fileName}
            size="xs"
            variant="default"
            leftSection={<IconDownload size={15} aria-hidden />}
            aria-label={words.downloadOf(number)}
          >
            {words.download}
          </Button>
        </Group>
      </Group>
      <Text size="sm" c="dimmed" mt="xs" style={{ overflowWrap: 'anywhere' }}>
        {joinPresent(
          [
            fileName,
            formatBytes(sizeBytes),
            formatDateTime(createdAt),
            pages !== null && `${words.pages}: ${pages}`,
            `${words.passages}: ${chunks}`,
          ],
          ' · ',
        )}
      </Text>
      <Text size="xs" c="dimmed" title={sha256}>
        {words.hash} {shortHash(sha256)}
      </Text>
      {failure && (
        <Alert color="red" variant="light" mt="sm" title={words.failure} icon={<IconAlertTriangle aria-hidden />}>
          {said(failure)} <Code>{failure.code}</Code>
        </Alert>
      )}
      {coverage && <RevisionCoverage coverage={coverage} revision={number} />}
      {notes.length > 0 && (
        <>
          <Text size="sm" fw={600} mt="sm">
            {strings.reading.notes}
          </Text>
          <List size="sm">
            {notes.map((note, index) => (
              <List.Item key={index}>
                {note.page !== undefined &&
                  revision.pageUnit !== null &&
                  `${words.notePlace(note.page, revision.pageUnit)}: `}
                {said(note)}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Paper>
  );
}
