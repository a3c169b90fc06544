import {
  type Failure,
  type SourceConfig,
  type SourceKind,
  type SourceSchedule,
  type SourceView,
  sourceConfig,
} from '#contracts';
import { Alert, Button, List, NumberInput, PasswordInput, Select, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { core } from 'zod';
import { useCollections } from '../data/use-library.js';
import { useAddSource, useChangeSource, useTestSource } from '../data/use-sources.js';
import { said } from '../shared/said.js';
import { FormDialog } from '../shared/form-dialog.js';
import { strings } from '../strings/index.js';
import { ScheduleFields } from './schedule-fields.js';
import { SourceField } from './source-field.js';
import { FIELDS, type FieldValues, hasSecret, settingsOf, valuesOf } from './source-fields.js';

const words = strings.sources.form;
const kinds = Object.entries(strings.sources.kinds).map(([value, label]) => ({ value, label }));
type Problems = Readonly<Record<string, string>>;

interface Props {
  /** Null for a new one. */
  source: SourceView | null;
  allowedFolders: readonly string[];
  onClose: () => void;
}

/** A source, new or changed. What it is and where it goes stay as they were made. */
export function SourceForm({ source, allowedFolders, onClose }: Props) {
  const { data: collections } = useCollections();
  const [kind, setKind] = useState<SourceKind>(source?.config.kind ?? 'folder');
  const [name, setName] = useState(source?.name ?? '');
  const [collection, setCollection] = useState<string | null>(source?.collection.id ?? null);
  const [values, setValues] = useState<FieldValues>(() => valuesOf(kind, source?.config.settings));
  const [secret, setSecret] = useState('');
  const [schedule, setSchedule] = useState<SourceSchedule>(source?.schedule ?? { kind: 'every', minutes: 60 });
  const [removeLimitPercent, setRemoveLimit] = useState(source?.removeLimitPercent ?? 30);
  const [problems, setProblems] = useState<Problems>({});
  const adding = useAddSource();
  const changing = useChangeSource();
  const testing = useTestSource();

  const choose = (chosen: string | null) => {
    const next = (chosen ?? 'folder') as SourceKind;
    setKind(next);
    setValues(valuesOf(next));
    setProblems({});
    testing.reset();
  };
  /** The settings if they can be sent, with what is wrong shown beside each field. */
  const checked = (): SourceConfig | null => {
    const parsed = sourceConfig.safeParse({ kind, settings: settingsOf(kind, values) });
    setProblems({
      ...(name.trim() === '' ? { name: words.needsName } : {}),
      ...(collection === null ? { collection: words.needsCollection } : {}),
      ...(parsed.success ? {} : problemsOf(parsed.error.issues)),
    });
    return parsed.success ? parsed.data : null;
  };
  const given = secret === '' ? {} : { secret };
  const test = () => {
    const config = checked();
    if (config) testing.mutate({ config, ...given, ...(source ? { source: source.id } : {}) });
  };
  const save = () => {
    const config = checked();
    if (!config || name.trim() === '' || collection === null) return;
    const shared = { name: name.trim(), config, schedule, removeLimitPercent, ...given };
    const onSuccess = () => {
      notifications.show({ message: strings.sources.saved(name.trim()) });
      onClose();
    };
    if (source) changing.mutate({ id: source.id, to: shared }, { onSuccess });
    else adding.mutate({ ...shared, collection }, { onSuccess });
  };

  return (
    <FormDialog
      title={source ? words.editTitle(source.name) : words.addTitle}
      size="lg"
      isLong
      send={strings.shell.save}
      isSending={adding.isPending || changing.isPending}
      error={adding.error ?? changing.error ?? testing.error}
      onSend={save}
      onClose={onClose}
      aside={
        <Button variant="default" onClick={test} loading={testing.isPending}>
          {words.test}
        </Button>
      }
    >
      {!source && <Select label={words.kind} data={kinds} value={kind} allowDeselect={false} onChange={choose} />}
      <TextInput
        label={words.name}
        value={name}
        maxLength={120}
        error={problems.name}
        data-autofocus
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      {!source && (
        <Select
          label={words.collection}
          description={collections?.length === 0 ? words.newCollectionFirst : undefined}
          data={(collections ?? []).map(({ id, name: label }) => ({ value: id, label }))}
          value={collection}
          error={problems.collection}
          onChange={setCollection}
        />
      )}
      {FIELDS[kind].map((field) => (
        <SourceField
          key={`${kind}.${field.name}`}
          field={field.name === 'path' ? { ...field, hint: words.allowed(allowedFolders) } : field}
          value={values[field.name] ?? field.initial}
          error={problems[field.name]}
          onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      {hasSecret(kind) && (
        <PasswordInput
          label={words.secret}
          description={source?.hasSecret ? words.secretStored : words.secretHint}
          value={secret}
          autoComplete="new-password"
          onChange={({ currentTarget }) => setSecret(currentTarget.value)}
        />
      )}
      <ScheduleFields value={schedule} onChange={setSchedule} />
      <NumberInput
        label={words.removeLimit}
        description={words.removeLimitHint}
        value={removeLimitPercent}
        min={0}
        max={100}
        hideControls
        onChange={(to) => setRemoveLimit(Math.min(100, Math.max(0, Math.round(Number(to)))))}
      />
      {testing.data && <TestResult {...testing.data} />}
    </FormDialog>
  );
}

function TestResult({ isOk, failure, sample }: { isOk: boolean; failure: Failure | null; sample: string[] }) {
  if (!isOk)
    return (
      <Alert color="red" variant="light" role="alert">
        {failure && said(failure)}{' '}
        <Text span size="xs" c="dimmed">
          {failure?.code}
        </Text>
      </Alert>
    );
  return (
    <Alert color="green" variant="light" title={words.works} role="status">
      {sample.length === 0 ? words.foundNothing : words.found}
      <List size="sm">
        {sample.map((path) => (
          <List.Item key={path} style={{ overflowWrap: 'anywhere' }}>
            {path}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** The first problem of each field. */
function problemsOf(issues: readonly core.$ZodIssue[]): Record<string, string> {
  return Object.fromEntries(
    issues.toReversed().map((issue) => [String(issue.path[1] ?? issue.path[0]), strings.forms.flaw(issue)]),
  );
}
