import type { RevisionText } from '#contracts';
import { Alert, Text } from '@mantine/core';
import { Fragment, useEffect, useMemo, useRef } from 'react';
import { strings } from '../strings/index.js';
import { pageParts } from './page-parts.js';
import type { PagePart } from './page-parts.js';
import classes from './source.module.css';

const words = strings.source;

interface Props {
  revision: RevisionText;
  span: [number, number] | null;
  /** Page to scroll to when there is no span. */
  page: number | null;
}

/** The stored text, page by page, with exactly the cited characters marked and scrolled to. */
export function TextView({ revision, span, page }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const parts = useMemo(() => pageParts(revision, span), [revision, span]);
  const hasMark = parts.some(({ marked }) => marked);

  useEffect(() => {
    const selector = hasMark ? 'mark' : `[data-page="${page ?? 0}"]`;
    const target = frame.current?.querySelector<HTMLElement>(selector);
    if (!frame.current || !target || (!hasMark && (page ?? 1) === 1)) return;
    const distance = target.getBoundingClientRect().top - frame.current.getBoundingClientRect().top;
    frame.current.scrollTo({ top: frame.current.scrollTop + distance - frame.current.clientHeight / 3 });
  }, [parts, hasMark, page]);

  return (
    <>
      {span && !hasMark && (
        <Alert variant="light" color="yellow" role="status">
          {words.outside}
        </Alert>
      )}
      <div ref={frame} className={classes.text} tabIndex={0} role="region" aria-label={words.textRegion}>
        {revision.text === '' && <Text c="dimmed">{words.emptyText}</Text>}
        {parts.map((part) => (
          <TextPage key={part.start} part={part} isNumbered={revision.pages.length > 1} unit={revision.pageUnit} />
        ))}
      </div>
    </>
  );
}

interface TextPageProps {
  part: PagePart;
  isNumbered: boolean;
  unit: RevisionText['pageUnit'];
}

function TextPage({ part: { page, text, marked }, isNumbered, unit }: TextPageProps) {
  return (
    <Fragment>
      {isNumbered && (
        <h3 className={classes.pageBreak} data-page={page}>
          {words.place(page, unit)}
        </h3>
      )}
      <div className={classes.pageText} dir="auto">
        {marked ? (
          <>
            {text.slice(0, marked.start)}
            <mark>{text.slice(marked.start, marked.end)}</mark>
            {text.slice(marked.end)}
          </>
        ) : (
          text
        )}
      </div>
    </Fragment>
  );
}
