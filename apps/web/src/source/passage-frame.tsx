import { type CitationView, joinPresent } from '#contracts';
import { ActionIcon, Group, Text, Title } from '@mantine/core';
import { IconArrowsMaximize, IconX } from '@tabler/icons-react';
import type { KeyboardEventHandler, ReactNode, Ref } from 'react';
import { Link } from 'react-router';
import { useRevisionText } from '../data/use-records.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { placeOf, sourceAddress } from './source-address.js';
import { SourceViewer } from './source-viewer.js';
import classes from './source.module.css';

const words = strings.source;

interface PassageFrameProps {
  passage: Pick<CitationView, 'revision' | 'revisionNumber' | 'span' | 'page' | 'pageUnit'>;
  /** Inside the heading; the title of the document. */
  children: ReactNode;
  /** What a screen reader calls the frame, and the button that closes it. */
  label: string;
  closeLabel: string;
  onClose: () => void;
  /** Given where the heading takes the focus. */
  headingRef?: Ref<HTMLHeadingElement>;
  onKeyDown?: KeyboardEventHandler;
}

/** A passage marked in its revision, beside whatever led to it: heading, page, a way to the whole page, and a way out. */
export function PassageFrame({
  passage,
  children,
  label,
  closeLabel,
  onClose,
  headingRef,
  onKeyDown,
}: PassageFrameProps) {
  const revision = useRevisionText(passage.revision);
  return (
    <aside className={classes.aside} aria-label={label} onKeyDown={onKeyDown}>
      <Group justify="space-between" wrap="nowrap" gap="xs" px="md" py="xs">
        <div style={{ minWidth: 0 }}>
          <Title
            ref={headingRef}
            order={2}
            size="h4"
            tabIndex={headingRef ? -1 : undefined}
            className={classes.heading}
          >
            {children}
          </Title>
          <Text size="xs" c="dimmed">
            {joinPresent([words.place(passage.page, passage.pageUnit), words.revision(passage.revisionNumber)], ' · ')}
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
          <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label={closeLabel} title={closeLabel}>
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
