import type { CitationView, DecisionDetail } from '#contracts';
import { Anchor, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { ApiError } from '../api/api-error.js';
import { SourceList } from '../ask/source-list.js';
import { useRecord } from '../data/use-records.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { said } from '../shared/said.js';
import { strings } from '../strings/index.js';
import classes from './decisions.module.css';

const words = strings.decisions.detail;

interface Props {
  decision: DecisionDetail;
  opened: CitationView | null;
  onCite: (citation: CitationView) => void;
}

/** The answers that a decision rests on, with their citations to be opened, and what was made of each. */
export function DecisionEvidence({ decision, opened, onCite }: Props) {
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.evidence}>
      <Title order={2} size="h4">
        {words.evidence}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {words.evidenceHint}
      </Text>
      <Stack gap="md">
        {decision.records.map((record) => (
          <Evidence
            key={record}
            record={record}
            disposition={decision.dispositions.find((each) => each.record === record) ?? null}
            opened={opened}
            onCite={onCite}
          />
        ))}
      </Stack>
    </Paper>
  );
}

interface EvidenceProps {
  record: string;
  disposition: DecisionDetail['dispositions'][number] | null;
  opened: CitationView | null;
  onCite: (citation: CitationView) => void;
}

function Evidence({ record, disposition, opened, onCite }: EvidenceProps) {
  const { data, isPending, isError, error } = useRecord(record);
  if (isPending) return <Loading />;
  if (isError && error instanceof ApiError && error.status === 404)
    return (
      <Text size="sm" c="dimmed">
        {words.recordHidden}
      </Text>
    );
  if (isError) return <ErrorNotice error={error} />;
  const { answer } = data;
  const current = answer.citations.find(
    ({ revision, span }) => opened?.revision === revision && opened.span.join() === span.join(),
  );
  return (
    <article aria-label={answer.question}>
      <Group gap="xs" mb={4}>
        <Text fw={600} dir="auto">
          {answer.question}
        </Text>
        {disposition && (
          <Badge variant="light" tt="none" color={disposition.verdict === 'approved' ? 'green' : 'orange'}>
            {words.verdicts[disposition.verdict]}
          </Badge>
        )}
      </Group>
      {disposition && disposition.reason !== '' && (
        <Text size="sm" c="dimmed" className={classes.text} dir="auto">
          {disposition.reason}
        </Text>
      )}
      <Text size="sm" className={classes.text} dir="auto" mb="xs">
        {answer.refusal ? said(answer.refusal) : answer.answer}
      </Text>
      {answer.citations.length > 0 && (
        <SourceList citations={answer.citations} openedCitation={current?.n ?? null} onCite={onCite} />
      )}
      <Anchor component={Link} to={`/records/${record}`} size="sm">
        {words.openRecord}
      </Anchor>
    </article>
  );
}
