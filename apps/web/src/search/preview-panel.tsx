import type { PassageView } from '#contracts';
import { ActionIcon, Group, Text, Title } from '@mantine/core';
import { IconArrowsMaximize, IconX } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useRevisionText } from '../data/use-records.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { placeOf, sourceAddress } from '../source/source-address.js';
import { SourceViewer } from '../source/source-viewer.js';
import { strings } from '../strings/index.js';
import classes from './search.module.css';

const words = strings.search;

/** A passage in its document, beside the list. The focus stays in the list, so that its keys go on. */
export function PreviewPanel({ passage, onClose }: { passage: PassageView; onClose: () => void }) {
  const revision = useRevisionText(passage.revision);
  return (
    <aside className={classes.preview} aria-label={words.preview}>
      <Group justify="space-between" wrap="nowrap" gap="xs" px="md" py="xs">
        <div style={{ minWidth: 0 }}>
          <Title order={2} size="h4" lineClamp={1}>
            <bdi>{passage.title}</bdi>
          </Title>
          <Text size="xs" c="dimmed">
            {[words.page(passage.page), strings.source.revision(passage.revisionNumber)].join(' · ')}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            component={Link}
            to={sourceAddress(passage)}
            variant="subtle"
            color="gray"
            aria-label={words.fullPage}
            title={words.fullPage}
          >
            <IconArrowsMaximize size={17} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={onClose}
            aria-label={words.closePreview}
            title={words.closePreview}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      {revision.isPending && <Loading minHeight={320} />}
      {revision.isError && <ErrorNotice error={revision.error} onRetry={() => void revision.refetch()} />}
      {revision.data && (
        <SourceViewer
          key={`${passage.revision}:${passage.span.join('-')}`}
          revision={revision.data}
          place={placeOf(passage)}
        />
      )}
    </aside>
  );
}
