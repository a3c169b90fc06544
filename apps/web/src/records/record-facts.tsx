import type { RecordDetail } from '#contracts';
import { Code, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatDateTime } from '../shared/format.js';
import { strings } from '../strings/index.js';
import classes from './records.module.css';

const words = strings.records.detail;

/** Who, when, with which model and settings, and under which hashes. */
export function RecordFacts({ record }: { record: RecordDetail }) {
  const { model, log } = record.answer;
  const parameters = record.body['parameters'] ?? model['parameters'];
  const facts: [string, ReactNode][] = [
    [words.askedBy, record.askedBy],
    [words.askedAt, formatDateTime(record.createdAt)],
    [words.matter, record.matter ?? words.none],
    [words.model, model.name],
    [words.modelHash, model.sha256 === null ? words.none : <Code key="model">{model.sha256}</Code>],
    [words.parameters, parameters ? <Code key="parameters">{JSON.stringify(parameters)}</Code> : words.none],
    [words.id, <Code key="id">{record.id}</Code>],
    [words.recordHash, <Code key="hash">{record.sha256}</Code>],
    [words.logIndex, record.logIndex],
    [words.checkpoint, <Code key="checkpoint">{log.checkpoint}</Code>],
  ];
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.facts}>
      <Title order={2} size="h4" mb="sm">
        {words.facts}
      </Title>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Paper>
  );
}
