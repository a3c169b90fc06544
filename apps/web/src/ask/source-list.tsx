import type { CitationView } from '#contracts';
import { Text, UnstyledButton } from '@mantine/core';
import { strings } from '../strings/index.js';
import classes from './ask.module.css';

const words = strings.ask;

interface Props {
  citations: CitationView[];
  openedCitation: number | null;
  onCite: (citation: CitationView) => void;
}

export function SourceList({ citations, openedCitation, onCite }: Props) {
  return (
    <ol className={classes.sources}>
      {citations.map((citation) => (
        <li key={citation.n}>
          <UnstyledButton
            className={classes.source}
            aria-label={words.openSource(citation.n, citation.title, citation.page)}
            aria-pressed={openedCitation === citation.n}
            onClick={() => onCite(citation)}
          >
            <span className={classes.sourceNumber}>[{citation.n}]</span>
            <Text component="span" size="sm" style={{ overflowWrap: 'anywhere' }}>
              <strong>
                <bdi>{citation.title}</bdi>
              </strong>
              ,{' '}
              {citation.clause && (
                <>
                  <bdi>{citation.clause}</bdi>,{' '}
                </>
              )}
              {words.page(citation.page)},{' '}
              {citation.heading !== '' && citation.heading !== citation.title && (
                <>
                  <bdi>{citation.heading}</bdi>,{' '}
                </>
              )}
              {words.revision(citation.revisionNumber)}
            </Text>
            <span className={classes.sourceQuote} dir="auto">
              “{citation.quote}”
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ol>
  );
}
