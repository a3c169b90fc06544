import { Button, Paper, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { CitationView, Failure } from '#contracts';
import { useNavigate } from 'react-router';
import { SourceList } from '../ask/source-list.js';
import { useWouldBeCited } from '../data/use-view.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { PageHeader } from '../shared/page-header.js';
import { sourceAddress } from '../source/source-address.js';
import { said } from '../shared/said.js';
import { strings } from '../strings/index.js';

const words = strings.viewAs;

/** `/` while an administrator looks as somebody else. */
export function WouldCitePage() {
  const form = useForm({ initialValues: { question: '' } });
  const { mutate, data, isPending, isError, error } = useWouldBeCited();
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <form onSubmit={form.onSubmit(({ question }) => mutate(question))}>
        <Stack gap="sm" align="flex-start" mb="lg">
          <Textarea
            label={words.question}
            autosize
            minRows={2}
            maxLength={2_000}
            w="100%"
            {...form.getInputProps('question')}
          />
          <Button type="submit" loading={isPending} disabled={form.values.question.trim() === ''}>
            {words.show}
          </Button>
        </Stack>
      </form>
      {isError && <ErrorNotice error={error} />}
      {data && !isError && <Cited {...data} />}
    </>
  );
}

interface CitedProps {
  citations: CitationView[];
  refusal: Failure | null;
  documents: number;
}

function Cited({ citations, refusal, documents }: CitedProps) {
  const navigate = useNavigate();
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.citations}>
      {citations.length === 0 && <Text fw={600}>{words.none}</Text>}
      {/* Where nothing is in sight, the count below says so; the refusal would speak to who asks of their own collections. */}
      {refusal && documents > 0 && <Text size="sm">{said(refusal)}</Text>}
      <SourceList
        citations={citations}
        openedCitation={null}
        onCite={(citation) => void navigate(sourceAddress(citation))}
      />
      <Text size="sm" c="dimmed">
        {words.documents(documents)}
      </Text>
    </Paper>
  );
}
