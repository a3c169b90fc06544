import { type PageUnit, type RecordDetail, joinPresent } from '#contracts';
import { Anchor, Badge, Code, Paper, Table, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { formatDecimal, shortHash } from '../shared/format.js';
import { sourceAddress } from '../source/source-address.js';
import { strings } from '../strings/index.js';
import { sealedPassages } from './sealed-passages.js';
import type { SealedPassage } from './sealed-passages.js';
import classes from './records.module.css';

const words = strings.records.detail;

/**
 * The passages that the answer was drawn from, in sealed order, with scores and hashes and which were cited; each
 * leads to its place in the source. Says so where the record lists none.
 */
export function PassageTable({ record }: { record: RecordDetail }) {
  const passages = sealedPassages(record.body);
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.passages}>
      <Title order={2} size="h4">
        {words.passages}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {passages.length > 0 ? words.passagesHint : words.noPassages}
      </Text>
      {passages.length > 0 && (
        <Table.ScrollContainer minWidth={420} type="native" tabIndex={0} role="region" aria-label={words.passagesTable}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.rank}</Table.Th>
                <Table.Th>{words.passage}</Table.Th>
                <Table.Th>{words.scores}</Table.Th>
                <Table.Th>{words.hash}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {passages.map((passage) => (
                <PassageRow
                  key={passage.rank}
                  passage={passage}
                  pageUnit={record.pageUnits[passage.revisionId ?? '']}
                  isCited={isCited(record, passage)}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Paper>
  );
}

interface RowProps {
  passage: SealedPassage;
  /** Undefined where nobody knows any more. */
  pageUnit: PageUnit | undefined;
  isCited: boolean;
}

function PassageRow({ passage, pageUnit, isCited }: RowProps) {
  const { rank, title, page, revisionId, span, scores, hash } = passage;
  const name = joinPresent([title ?? revisionId ?? '–', page !== null && strings.ask.place(page, pageUnit)], ', ');
  return (
    <Table.Tr>
      <Table.Td>{rank}</Table.Td>
      <Table.Td className={classes.passage}>
        {revisionId && span ? (
          <Anchor component={Link} to={sourceAddress({ revision: revisionId, span, page: page ?? 1 })} size="sm">
            {name}
          </Anchor>
        ) : (
          name
        )}{' '}
        {isCited && (
          <Badge size="sm" variant="light" tt="none">
            {words.cited}
          </Badge>
        )}
      </Table.Td>
      <Table.Td className={classes.scores}>
        {scores.map(([label, value]) => (
          <div key={label}>
            {words.scoreNames[label] ?? label} {formatDecimal(value, 3)}
          </div>
        ))}
      </Table.Td>
      <Table.Td className={classes.hash}>{hash && <Code title={hash}>{shortHash(hash)}</Code>}</Table.Td>
    </Table.Tr>
  );
}

const isCited = ({ answer }: RecordDetail, { revisionId, span }: SealedPassage): boolean =>
  answer.citations.some(
    (citation) =>
      citation.revision === revisionId && span !== null && citation.span[0] >= span[0] && citation.span[1] <= span[1],
  );
