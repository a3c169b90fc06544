import { type LinkKind, type LinkTarget, linkKind } from '#contracts';
import { SegmentedControl, Select, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useLinkDecision } from '../data/use-decisions.js';
import { FormDialog } from '../shared/form-dialog.js';
import { strings } from '../strings/index.js';
import { DecisionSelect } from './decision-select.js';
import { PassageSelect } from './passage-select.js';
import { RecordSelect } from './record-select.js';

const words = strings.decisions.linkForm;
/** What a decision relies on. */
type Ground = 'revision' | 'record';

interface TargetProps {
  decision: string;
  kind: LinkKind;
  error?: string | undefined;
  onChange: (target: LinkTarget | null) => void;
}

/** Say how a decision stands to another, or what it relies on: the words of a document, or an answer. */
export function LinkForm({ decision, onClose }: { decision: string; onClose: () => void }) {
  const linking = useLinkDecision(decision);
  const form = useForm({
    initialValues: { kind: linkKind.parse('follows'), to: null as LinkTarget | null, note: '' },
    validate: { to: (target, { kind }) => (target === null ? missing(kind) : null) },
  });
  const save = form.onSubmit(({ kind, to, note }) => {
    if (to !== null) linking.mutate({ kind, to, note: note.trim() }, { onSuccess: onClose });
  });
  return (
    <FormDialog
      title={words.title}
      size="lg"
      isLong
      send={words.save}
      isSending={linking.isPending}
      error={linking.error}
      onSend={save}
      onClose={onClose}
    >
      <Select
        label={words.kind}
        data={linkKind.options.map((kind) => ({ value: kind, label: strings.decisions.kinds[kind] }))}
        allowDeselect={false}
        data-autofocus
        value={form.values.kind}
        onChange={(kind) => form.setValues({ kind: linkKind.parse(kind), to: null })}
      />
      <Target
        key={form.values.kind === 'relies_on' ? 'ground' : 'decision'}
        decision={decision}
        kind={form.values.kind}
        error={form.errors['to'] ? missing(form.values.kind) : undefined}
        onChange={(target) => form.setFieldValue('to', target)}
      />
      <Textarea label={words.note} autosize minRows={2} maxLength={2_000} {...form.getInputProps('note')} />
    </FormDialog>
  );
}

const missing = (kind: LinkKind): string => (kind === 'relies_on' ? words.needsGround : words.other);

function Target({ decision, kind, error, onChange }: TargetProps) {
  if (kind === 'relies_on') return <GroundFields error={error} onChange={onChange} />;
  return (
    <DecisionSelect
      label={words.other}
      except={decision}
      error={error}
      onChange={(id) => onChange(id === null ? null : { kind: 'decision', id })}
    />
  );
}

function GroundFields({ error, onChange }: Pick<TargetProps, 'error' | 'onChange'>) {
  const [ground, setGround] = useState<Ground>('revision');
  const choose = (value: string) => {
    setGround(value === 'record' ? 'record' : 'revision');
    onChange(null);
  };
  return (
    <>
      <SegmentedControl
        aria-label={words.ground}
        data={(['revision', 'record'] as const).map((value) => ({ value, label: words.grounds[value] }))}
        value={ground}
        onChange={choose}
      />
      {ground === 'revision' ? (
        <PassageSelect error={error} onChange={onChange} />
      ) : (
        <RecordSelect error={error} onChange={(id) => onChange(id === null ? null : { kind: 'record', id })} />
      )}
    </>
  );
}
