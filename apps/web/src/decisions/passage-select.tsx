import type { LinkTarget } from '#contracts';
import { Select, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useDocument } from '../data/use-library.js';
import { useRevisionText } from '../data/use-records.js';
import { type ChosenDocument, DocumentSelect } from '../library/document-select.js';
import { formatDay } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { findWords } from './find-words.js';

const words = strings.decisions.linkForm;

interface Props {
  error?: string | undefined;
  onChange: (target: LinkTarget | null) => void;
}

/** A span of a revision of a document: found by its words. */
export function PassageSelect({ error, onChange }: Props) {
  const [document, setDocument] = useState<ChosenDocument | null>(null);
  const choose = (chosen: ChosenDocument | null) => {
    setDocument(chosen);
    onChange(null);
  };
  return (
    <>
      <DocumentSelect label={words.document} error={document ? undefined : error} value={document} onChange={choose} />
      {document && <RevisionPart key={document.id} document={document.id} error={error} onChange={onChange} />}
    </>
  );
}

function RevisionPart({ document, error, onChange }: Props & { document: string }) {
  const revisions = useDocument(document).data?.revisions ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const newest = [...revisions].sort((a, b) => b.number - a.number);
  const revision = chosen ?? newest[0]?.id ?? null;
  return (
    <>
      <Select
        label={words.revision}
        data={newest.map(({ id, number, createdAt }) => ({
          value: id,
          label: words.revisionOf(number, formatDay(createdAt)),
        }))}
        value={revision}
        allowDeselect={false}
        onChange={(id) => {
          setChosen(id);
          onChange(null);
        }}
      />
      {revision !== null && <SpanField key={revision} revision={revision} error={error} onChange={onChange} />}
    </>
  );
}

function SpanField({ revision, error, onChange }: Props & { revision: string }) {
  const { data } = useRevisionText(revision);
  const [typed, setTyped] = useState('');
  const span = data ? findWords(data.text, typed) : null;
  const page = span && data?.pages.find(({ start, end }) => start <= span[0] && span[0] < end)?.page;
  const change = (value: string) => {
    setTyped(value);
    const found = data ? findWords(data.text, value) : null;
    onChange(found && { kind: 'revision', id: revision, span: found });
  };
  const isMissing = typed.trim() !== '' && data !== undefined && span === null;
  return (
    <>
      <Textarea
        label={words.words}
        description={words.wordsHint}
        autosize
        minRows={2}
        maxRows={8}
        disabled={data === undefined}
        value={typed}
        error={isMissing ? words.wordsMissing : span === null ? error : undefined}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {span && (
        <Text size="xs" c="dimmed" role="status">
          {words.wordsFound(strings.ask.place(page ?? 1, data?.pageUnit))}
        </Text>
      )}
    </>
  );
}
