import type { RecordDetail } from '#contracts';
import { Code, Paper, Title } from '@mantine/core';
import { formatDateTime } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { type RecordFact, recordSections } from './record-sections.js';
import classes from './records.module.css';

const words = strings.records.detail;

/** Who, when, with which model and settings, with which rights, and under which hashes. */
export function RecordFacts({ record }: { record: RecordDetail }) {
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.facts}>
      <Title order={2} size="h4" mb="sm">
        {words.facts}
      </Title>
      <Facts facts={mainFacts(record)} />
      {recordSections(record.body).map(({ title, facts }) => (
        <section key={title} aria-label={title}>
          <Title order={3} size="h5" mt="md" mb="xs">
            {title}
          </Title>
          <Facts facts={facts} />
        </section>
      ))}
    </Paper>
  );
}

function Facts({ facts }: { facts: readonly RecordFact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value, isCode }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{isCode ? <Code>{value}</Code> : value}</dd>
        </div>
      ))}
    </dl>
  );
}

function mainFacts(record: RecordDetail): RecordFact[] {
  const { model, log } = record.answer;
  return [
    { name: words.askedBy, value: record.askedBy },
    { name: words.askedAt, value: formatDateTime(record.createdAt) },
    { name: words.matter, value: record.matter ?? words.none },
    { name: words.model, value: record.mode === 'quoted' ? words.noModel : model.name },
    ...(model.sha256 === null ? [] : [{ name: words.modelHash, value: model.sha256, isCode: true }]),
    ...(record.hiddenDocuments === null ? [] : [{ name: words.hidden, value: String(record.hiddenDocuments) }]),
    { name: words.id, value: record.id, isCode: true },
    { name: words.recordHash, value: record.sha256, isCode: true },
    { name: words.logIndex, value: String(record.logIndex) },
    { name: words.checkpoint, value: log.checkpoint, isCode: true },
  ];
}
