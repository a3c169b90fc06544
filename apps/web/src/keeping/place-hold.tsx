import { holdKind } from '#contracts';
import { Select, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { usePlaceHold } from '../data/use-stewardship.js';
import { FormDialog } from '../shared/form-dialog.js';
import { strings } from '../strings/index.js';
import { type Chosen, ObjectSelect } from './object-select.js';

const words = strings.stewardship;

/** Keep something from being deleted, whoever tries. */
export function PlaceHold({ onClose }: { onClose: () => void }) {
  const placing = usePlaceHold();
  const form = useForm({
    initialValues: { kind: holdKind.parse('matter'), chosen: null as Chosen | null, reason: '' },
    validate: {
      chosen: (chosen) => (chosen === null ? words.needsObject : null),
      reason: (text) => (text.trim() === '' ? words.needsReason : null),
    },
  });
  const save = form.onSubmit(({ kind, chosen, reason }) => {
    if (chosen === null) return;
    placing.mutate({ kind, object: chosen.object, reason: reason.trim() }, { onSuccess: onClose });
  });
  return (
    <FormDialog
      title={words.holds.place}
      send={words.holds.place}
      isSending={placing.isPending}
      error={placing.error}
      onSend={save}
      onClose={onClose}
    >
      <Text size="sm">{words.holds.placeHint}</Text>
      <Select
        label={words.holds.kind}
        data={holdKind.options.map((value) => ({ value, label: words.kinds[value] }))}
        allowDeselect={false}
        data-autofocus
        value={form.values.kind}
        onChange={(kind) => form.setValues({ kind: holdKind.parse(kind), chosen: null })}
      />
      <ObjectSelect
        key={form.values.kind}
        kind={form.values.kind}
        value={form.values.chosen}
        error={form.errors['chosen'] ? words.needsObject : undefined}
        onChange={(chosen) => form.setFieldValue('chosen', chosen)}
      />
      <Textarea label={words.reason} autosize minRows={2} maxLength={2_000} {...form.getInputProps('reason')} />
    </FormDialog>
  );
}
