import type { CitationView } from '#contracts';
import { ActionIcon, Group, Text, Title } from '@mantine/core';
import { IconArrowsMaximize, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useRevisionText } from '../data/use-records.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { placeOf, sourceAddress } from './source-address.js';
import { SourceViewer } from './source-viewer.js';
import classes from './source.module.css';

const words = strings.source;

/** The cited source beside the answer. Takes the focus when it opens; Escape closes it. */
export function SourcePanel({ citation, onClose }: { citation: CitationView; onClose: () => void }) {
  const revision = useRevisionText(citation.revision);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [citation]);
  return (
    <aside
      className={classes.aside}
      aria-label={words.panel}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <Group justify="space-between" wrap="nowrap" gap="xs" px="md" py="xs">
        <div style={{ minWidth: 0 }}>
          <Title ref={heading} order={2} size="h4" tabIndex={-1} className={classes.heading}>
            [{citation.n}] <bdi>{citation.title}</bdi>
          </Title>
          <Text size="xs" c="dimmed">
            {[words.page(citation.page), words.revision(citation.revisionNumber)].join(' · ')}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            component={Link}
            to={sourceAddress(citation)}
            variant="subtle"
            color="gray"
            aria-label={words.fullPage}
            title={words.fullPage}
          >
            <IconArrowsMaximize size={17} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label={words.close} title={words.close}>
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      {revision.isPending && <Loading minHeight={320} />}
      {revision.isError && <ErrorNotice error={revision.error} onRetry={() => void revision.refetch()} />}
      {revision.data && (
        <SourceViewer
          key={`${citation.revision}:${citation.span.join('-')}`}
          revision={revision.data}
          place={placeOf(citation)}
        />
      )}
    </aside>
  );
}
