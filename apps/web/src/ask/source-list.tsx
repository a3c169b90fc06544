import type { CitationView } from '#contracts';
import { Text, UnstyledButton } from '@mantine/core';
import { Fragment } from 'react';
import { strings } from '../strings/index.js';
import classes from './ask.module.css';

const words = strings.ask;

interface Props {
  citations: CitationView[];
  openedCitation: number | null;
  onCite: (citation: CitationView) => void;
}

/** Each source opens by its whole card; what it is called is what its first line shows. */
export function SourceList({ citations, openedCitation, onCite }: Props) {
  return (
    <ol className={classes.sources}>
      {citations.map((citation) => (
        <li key={citation.n} className={classes.source} data-opened={openedCitation === citation.n || undefined}>
          <UnstyledButton
            className={classes.sourceName}
            aria-pressed={openedCitation === citation.n}
            onClick={() => onCite(citation)}
          >
            <span className={classes.sourceNumber}>[{citation.n}]</span>{' '}
            <Text component="span" size="sm" style={{ overflowWrap: 'anywhere' }}>
              <strong>
                <bdi>{citation.title}</bdi>
              </strong>
              {detailsOf(citation).map((detail) => (
                <Fragment key={detail}>
                  , <bdi>{detail}</bdi>
                </Fragment>
              ))}
            </Text>
          </UnstyledButton>
          <p className={classes.sourceQuote} dir="auto">
            {strings.language.quoted(citation.quote)}
          </p>
        </li>
      ))}
    </ol>
  );
}

const detailsOf = ({ title, clause, page, pageUnit, heading, revisionNumber }: CitationView): string[] =>
  [clause ?? '', words.place(page, pageUnit), heading === title ? '' : heading, words.revision(revisionNumber)].filter(
    (detail) => detail !== '',
  );
