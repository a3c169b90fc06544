import type { DocumentDetail, ProposedMetadata } from '#contracts';
import { Paper, Text, Title } from '@mantine/core';
import { Fragment } from 'react';
import { formatDateTime, formatLanguage } from '../shared/format.js';
import { strings } from '../strings/index.js';
import classes from './library.module.css';

const words = strings.library.document;

/** What the extractor read out of the document: title, date, parties and the like. Nothing where none has read it, or it found nothing. */
export function DocumentProposed({ document: { proposed } }: { document: DocumentDetail }) {
  if (proposed === null || proposed.values.length === 0) return null;
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.proposed}>
      <Title order={2} size="h4" mb={4}>
        {words.proposed}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {words.proposedHint(proposed.model.name, formatDateTime(proposed.at))}
      </Text>
      <dl className={classes.facts}>
        {[...byKey(proposed.values)].map(([key, values]) => (
          <Fragment key={key}>
            <dt>{words.metadata[key] ?? key}</dt>
            {values.map((value, i) => (
              <dd key={i}>
                <Value name={key} {...value} />
              </dd>
            ))}
          </Fragment>
        ))}
      </dl>
    </Paper>
  );
}

type Proposed = ProposedMetadata['values'][number];

/** In the order of their first values. */
const byKey = (values: readonly Proposed[]): Map<string, Proposed[]> =>
  new Map(values.map(({ key }) => [key, values.filter((each) => each.key === key)]));

/** With the words of the document behind it, where they read otherwise. */
function Value({ name, value, quote }: { name: string } & Omit<Proposed, 'key'>) {
  if (name === 'language') return formatLanguage(value);
  return (
    <>
      <bdi>{value}</bdi>
      {quote.toLowerCase() !== value.toLowerCase() && (
        <Text span size="sm" c="dimmed">
          {' '}
          {words.proposedQuote(quote)}
        </Text>
      )}
    </>
  );
}
