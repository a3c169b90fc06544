import type { AlertView } from '#contracts';
import { Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconBell, IconBookmark } from '@tabler/icons-react';
import { useRef } from 'react';
import { Link } from 'react-router';
import { useAlerts, useMarkAlertsSeen, useSavedSearches } from '../data/use-search.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { sourceAddress } from '../source/source-address.js';
import { formatDateTime } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { SavedSearchRow } from './saved-search-row.js';

const words = strings.search.alerts;

/** `/search/saved`: one's saved searches, and what they found newly. */
export function AlertsPage() {
  const { data, isPending, isError, error, refetch } = useAlerts();
  const markSeen = useMarkAlertsSeen();
  const heading = useRef<HTMLHeadingElement>(null);
  const news = data?.alerts ?? [];
  // What came since the list was fetched has been seen by nobody.
  const unseen = news.filter(({ isSeen }) => !isSeen).map(({ id }) => id);
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={
          <Button component={Link} to="/search" variant="default" size="xs">
            {words.toSearch}
          </Button>
        }
      />
      <SavedSearches />
      <Group justify="space-between" mt="xl" mb="sm">
        <Title order={2} size="h4" ref={heading} tabIndex={-1}>
          {words.news}
        </Title>
        {unseen.length > 0 && (
          <Button
            size="compact-sm"
            variant="light"
            loading={markSeen.isPending}
            onClick={() => {
              // The button goes once nothing is new.
              heading.current?.focus();
              markSeen.mutate({ ids: unseen });
            }}
          >
            {words.markSeen}
          </Button>
        )}
      </Group>
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && news.length === 0 && (
        <Empty icon={<IconBell size={26} />} title={words.nothing} hint={words.nothingHint} />
      )}
      <Stack gap="xs">
        {news.map((alert) => (
          <Alert key={alert.id} alert={alert} />
        ))}
      </Stack>
    </>
  );
}

function SavedSearches() {
  const { data, isPending, isError, error, refetch } = useSavedSearches();
  if (isPending) return <Loading />;
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data.length === 0) return <Empty icon={<IconBookmark size={26} />} title={words.none} hint={words.noneHint} />;
  return (
    <Stack gap="xs">
      {data.map((search) => (
        <SavedSearchRow key={search.id} search={search} />
      ))}
    </Stack>
  );
}

function Alert({ alert: { search, document, revision, title, passage, at, isSeen } }: { alert: AlertView }) {
  return (
    <Paper withBorder p="sm">
      <Group gap="xs">
        <Anchor
          component={Link}
          to={passage ? sourceAddress({ revision, ...passage }) : `/library/${document}`}
          fw={600}
        >
          <bdi>{title}</bdi>
        </Anchor>
        {!isSeen && <Badge size="sm">{words.isNew}</Badge>}
      </Group>
      <Text size="xs" c="dimmed">
        {search.name} · <time dateTime={at}>{formatDateTime(at)}</time>
      </Text>
      <Text size="sm" lineClamp={3} mt={4} dir="auto">
        {passage ? passage.text : words.replaced}
      </Text>
    </Paper>
  );
}
