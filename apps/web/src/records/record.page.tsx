import { Anchor, Stack } from '@mantine/core';
import { useState } from 'react';
import type { CitationView } from '#contracts';
import { Link, useNavigate, useParams } from 'react-router';
import { AnswerView } from '../ask/answer-view.js';
import askClasses from '../ask/ask.module.css';
import { useRecord } from '../data/use-records.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { useIsWide } from '../shared/use-is-narrow.js';
import { sourceAddress } from '../source/source-address.js';
import { SourcePanel } from '../source/source-panel.js';
import { strings } from '../strings/index.js';
import { PassageTable } from './passage-table.js';
import { RecordFacts } from './record-facts.js';
import { SealedJson } from './sealed-json.js';
import { VerifyLog } from './verify-log.js';

const words = strings.records.detail;

/** `/records/:id`: the answer as it was shown, and everything that was sealed with it. */
export function RecordPage() {
  const { id = '' } = useParams();
  const { data: record, isPending, isError, error, refetch } = useRecord(id);
  const [citation, setCitation] = useState<CitationView | null>(null);
  const isWide = useIsWide();
  const navigate = useNavigate();
  const open = (chosen: CitationView) => (isWide ? setCitation(chosen) : void navigate(sourceAddress(chosen)));
  const opened = isWide ? citation : null;
  return (
    <div className={askClasses.page} data-with-source={opened ? true : undefined}>
      <div className={askClasses.column}>
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
            <AnswerView answer={record.answer} openedCitation={opened?.n ?? null} onCite={open} />
            <RecordFacts record={record} />
            <VerifyLog />
            <PassageTable record={record} />
            <SealedJson body={record.body} />
          </Stack>
        )}
      </div>
      {opened && <SourcePanel citation={opened} onClose={() => setCitation(null)} />}
    </div>
  );
}
