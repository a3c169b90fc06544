import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useSearchParams } from 'react-router';
import { useReport } from '../data/use-access.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import { OnlyRoles } from './only-roles.js';
import { ReportTable } from './report-table.js';

const words = strings.access.report;
const KINDS = ['matter', 'collection', 'document'] as const;

/** `/admin/access-report?matter=|collection=|document=`: who could see something at a moment, and why. */
export function AccessReportPage() {
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <OnlyRoles roles={['administrator', 'auditor']}>
        <Report />
      </OnlyRoles>
    </>
  );
}

function Report() {
  const [address] = useSearchParams();
  const named = KINDS.find((each) => address.has(each));
  const [kind, setKind] = useState<(typeof KINDS)[number]>(named ?? 'matter');
  const [which, setWhich] = useState((named && address.get(named)) ?? '');
  const [at, setAt] = useState('');
  const report = useReport();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    report.mutate({ [kind]: which.trim(), ...(at && { at }) });
  };
  return (
    <>
      <form onSubmit={submit}>
        <Group align="flex-end" mb="lg">
          <NativeSelect
            label={words.kind}
            data={KINDS.map((value) => ({ value, label: words.kinds[value] }))}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as typeof kind)}
          />
          <TextInput
            label={words.which[kind]}
            value={which}
            onChange={(event) => setWhich(event.currentTarget.value)}
            style={{ flex: '1 1 12rem' }}
            maxLength={120}
          />
          <TextInput label={words.at} type="date" value={at} onChange={(event) => setAt(event.currentTarget.value)} />
          <Button type="submit" loading={report.isPending} disabled={which.trim() === ''}>
            {words.run}
          </Button>
        </Group>
      </form>
      {report.isError && <ErrorNotice error={report.error} />}
      {report.data && <ReportTable report={report.data} />}
    </>
  );
}
