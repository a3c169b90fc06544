import type { RevisionText } from '#contracts';
import { Tabs } from '@mantine/core';
import { IconAlignLeft, IconFileTypePdf } from '@tabler/icons-react';
import { lazy, Suspense, useMemo } from 'react';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { SupersededNotice } from './superseded-notice.js';
import { TextView } from './text-view.js';
import type { SourcePlace } from './source-address.js';
import classes from './source.module.css';

const words = strings.source;
// pdf.js is large; it is fetched when the first PDF is opened.
const PdfView = lazy(() => import('./pdf/pdf-view.js'));

interface Props {
  revision: RevisionText;
  place: SourcePlace;
}

/** A revision at a cited place: the original page where it is a PDF, and always the stored text. */
export function SourceViewer({ revision, place: { start, end, page } }: Props) {
  const span = useMemo<[number, number] | null>(
    () => (start !== null && end !== null && start < end ? [start, end] : null),
    [start, end],
  );
  const isPdf = revision.mediaType === 'application/pdf';
  const text = <TextView revision={revision} span={span} page={page} />;
  return (
    <div className={classes.viewer}>
      {revision.isSuperseded && <SupersededNotice documentId={revision.documentId} />}
      {isPdf ? (
        <Tabs defaultValue="document" className={classes.tabs} keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="document" leftSection={<IconFileTypePdf size={16} aria-hidden />}>
              {words.document}
            </Tabs.Tab>
            <Tabs.Tab value="text" leftSection={<IconAlignLeft size={16} aria-hidden />}>
              {words.text}
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="document" className={classes.panel}>
            <Suspense fallback={<Loading label={words.drawing} minHeight={320} />}>
              <PdfView revision={revision} span={span} citedPage={page ?? pageOf(revision, start)} />
            </Suspense>
          </Tabs.Panel>
          <Tabs.Panel value="text" className={classes.panel}>
            {text}
          </Tabs.Panel>
        </Tabs>
      ) : (
        text
      )}
    </div>
  );
}

const pageOf = ({ pages }: RevisionText, start: number | null): number =>
  pages.find((page) => start !== null && start >= page.start && start < page.end)?.page ?? 1;
