import { Alert, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import type { RevisionText } from '#contracts';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useCallback, useRef, useState } from 'react';
import { revisionFileUrl } from '../../api/api-client.js';
import { ErrorNotice } from '../../shared/error-notice.js';
import { Loading } from '../../shared/loading.js';
import { strings } from '../../strings/index.js';
import { pageParts } from '../page-parts.js';
import type { DrawnPage, Quote } from './draw-page.js';
import { PageTools } from './page-tools.js';
import { usePdfDocument } from './pdf-document.js';
import { PdfPage } from './pdf-page.js';
import classes from './pdf.module.css';

const words = strings.source;
const PADDING_PX = 24;

interface Props {
  revision: RevisionText;
  span: [number, number] | null;
  /** Page to show first, from 1. */
  citedPage: number;
}

/** The original, drawn page by page, with the cited words marked on every page that they touch. */
export default function PdfView({ revision, span, citedPage }: Props) {
  const load = usePdfDocument(revisionFileUrl(revision.revisionId));
  if (load.state === 'loading') return <Loading label={words.drawing} minHeight={320} />;
  if (load.state === 'failed') return <ErrorNotice error={load.error} title={words.pdfFailed} />;
  return <PdfPages key={citedPage} pdf={load.pdf} revision={revision} span={span} citedPage={citedPage} />;
}

function PdfPages({ pdf, revision, span, citedPage }: Props & { pdf: PDFDocumentProxy }) {
  const cited = Math.min(Math.max(1, citedPage), pdf.numPages);
  const [page, setPage] = useState(cited);
  const [zoom, setZoom] = useState(1);
  const [drawn, setDrawn] = useState<DrawnPage | null>(null);
  const [error, setError] = useState<unknown>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: sizer, width } = useElementSize<HTMLDivElement>();
  const quote = quoteOn(revision, span, page);

  const show = (next: number) => {
    setDrawn(null);
    setError(null);
    setPage(Math.min(Math.max(1, next), pdf.numPages));
    scroller.current?.scrollTo({ top: 0 });
  };
  const onDrawn = useCallback((result: DrawnPage) => {
    setDrawn(result);
    if (scroller.current && result.marks[0]) scrollInto(scroller.current, result.marks[0]);
  }, []);

  return (
    <div className={classes.frame}>
      <PageTools page={page} total={pdf.numPages} cited={cited} zoom={zoom} onPage={show} onZoom={setZoom} />
      {quote && drawn && drawn.marks.length === 0 && (
        <Alert variant="light" color="yellow" py="xs" role="status">
          <Text size="sm">{drawn.hasText ? words.notLocated : words.noText}</Text>
        </Alert>
      )}
      {error !== null && <ErrorNotice error={error} title={words.pdfFailed} />}
      <div ref={scroller} className={classes.scroll} tabIndex={0} role="region" aria-label={words.pdfRegion}>
        <div ref={sizer} />
        {width > 0 && (
          <PdfPage
            pdf={pdf}
            page={page}
            width={Math.max(120, Math.floor(width * zoom))}
            quote={quote}
            onDrawn={onDrawn}
            onFailed={setError}
          />
        )}
      </div>
    </div>
  );
}

function quoteOn(revision: RevisionText, span: [number, number] | null, page: number): Quote | null {
  const part = pageParts(revision, span).find((candidate) => candidate.page === page);
  if (!part?.marked) return null;
  return { text: part.text.slice(part.marked.start, part.marked.end), before: part.marked.start };
}

/** Scrolls the frame only, never the page around it. */
function scrollInto(frame: HTMLElement, target: HTMLElement) {
  const offset = target.getBoundingClientRect();
  const view = frame.getBoundingClientRect();
  frame.scrollTo({
    top: frame.scrollTop + offset.top - view.top - view.height / 3,
    left: frame.scrollLeft + Math.min(0, offset.left - view.left - PADDING_PX),
  });
}
