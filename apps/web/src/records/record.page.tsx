import { Anchor, Group, Stack } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { AnswerView } from '../ask/answer-view.js';
import { AnswerFeedback } from '../feedback/answer-feedback.js';
import { useRecord } from '../data/use-records.js';
import { MakeDecision } from '../decisions/make-decision.js';
import { EvidenceButton } from '../shared/evidence-button.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { BesideSource } from '../source/beside-source.js';
import { useOpenedCitation } from '../source/use-opened-citation.js';
import { strings } from '../strings/index.js';
import { CitedSources } from './cited-sources.js';
import { PassageTable } from './passage-table.js';
import { RecordFacts } from './record-facts.js';
import { ReplayRecord } from './replay-record.js';
import { SealedJson } from './sealed-json.js';

const words = strings.records.detail;

/** `/records/:id`: the answer as it was shown, and everything that was sealed with it. */
export function RecordPage() {
  const { id = '' } = useParams();
  const { data: record, isPending, isError, error, refetch } = useRecord(id);
  const { opened, open, close } = useOpenedCitation(id);
  return (
    <BesideSource opened={opened} onClose={close}>
      <PageHeader
        title={words.title}
        lead={
          <Anchor component={Link} to="/records" size="sm">
            ← {words.back}
          </Anchor>
        }
      />
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {record && (
        <Stack gap="lg">
          <CitedSources sources={record.sources} citations={record.answer.citations} />
          <AnswerView answer={record.answer} openedCitation={opened?.n ?? null} onCite={open}>
            <AnswerFeedback record={record.id} mine={record.feedback.mine} counts={record.feedback.counts} />
            <MakeDecision record={record.id} question={record.question} matter={record.matter} />
          </AnswerView>
          <RecordFacts record={record} />
          {record.erasedBy === null && <ReplayRecord record={record.id} />}
          <Group>
            <EvidenceButton of="records" id={record.id} />
          </Group>
          <PassageTable record={record} />
          <SealedJson body={record.body} />
        </Stack>
      )}
    </BesideSource>
  );
}
