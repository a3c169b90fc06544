import type { SourceKind, SourceView } from '#contracts';
import { Button, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { useCollections } from '../data/use-library.js';
import { FormDialog } from '../shared/form-dialog.js';
import { strings } from '../strings/index.js';
import { ScheduleFields } from './schedule-fields.js';
import { SourceField } from './source-field.js';
import { FIELDS, hasSecret } from './source-fields.js';
import { TestResult } from './test-result.js';
import { useSourceDraft } from './use-source-draft.js';

const words = strings.sources.form;
const kinds = Object.entries(strings.sources.kinds).map(([value, label]) => ({ value: value as SourceKind, label }));

interface Props {
  /** Null for a new one. */
  source: SourceView | null;
  allowedFolders: readonly string[];
  onClose: () => void;
}

/** A source, new or changed. What it is and where it goes stay as they were made. */
export function SourceForm({ source, allowedFolders, onClose }: Props) {
  const { data: collections } = useCollections();
  const draft = useSourceDraft(source, onClose);
  const { kind, choose, shared, change, values, problems } = draft;
  return (
    <FormDialog
      title={source ? words.editTitle(source.name) : words.addTitle}
      size="lg"
      isLong
      send={strings.shell.save}
      isSending={draft.isSaving}
      error={draft.error}
      onSend={draft.save}
      onClose={onClose}
      aside={
        <Button variant="default" onClick={draft.test} loading={draft.isTesting}>
          {words.test}
        </Button>
      }
    >
      {!source && (
        <Select
          label={words.kind}
          data={kinds}
          value={kind}
          allowDeselect={false}
          onChange={(chosen) => chosen && choose(chosen)}
        />
      )}
      <TextInput
        label={words.name}
        value={shared.name}
        maxLength={120}
        error={problems.name}
        data-autofocus
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
      />
      {!source && (
        <Select
          label={words.collection}
          description={collections?.length === 0 ? words.newCollectionFirst : undefined}
          data={(collections ?? []).map(({ id, name: label }) => ({ value: id, label }))}
          value={shared.collection}
          error={problems.collection}
          onChange={(collection) => change({ collection })}
        />
      )}
      {FIELDS[kind].map((field) => (
        <SourceField
          key={`${kind}.${field.name}`}
          field={field.name === 'path' ? { ...field, hint: words.allowed(allowedFolders) } : field}
          value={values[field.name] ?? field.initial}
          error={problems[field.name]}
          onChange={(value) => draft.changeValue(field.name, value)}
        />
      ))}
      {hasSecret(kind) && (
        <PasswordInput
          label={words.secret}
          description={source?.hasSecret ? words.secretStored : words.secretHint}
          value={shared.secret}
          autoComplete="new-password"
          onChange={({ currentTarget }) => change({ secret: currentTarget.value })}
        />
      )}
      <ScheduleFields value={shared.schedule} onChange={(schedule) => change({ schedule })} />
      <NumberInput
        label={words.removeLimit}
        description={words.removeLimitHint}
        value={shared.removeLimitPercent}
        min={0}
        max={100}
        hideControls
        onChange={(to) => change({ removeLimitPercent: percentOf(to) })}
      />
      {draft.tested && <TestResult {...draft.tested} />}
    </FormDialog>
  );
}

const percentOf = (typed: number | string): number => Math.min(100, Math.max(0, Math.round(Number(typed))));
