import { linkKind } from '#contracts';
import { Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useLinkDecision } from '../data/use-decisions.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';
import { DecisionSelect } from './decision-select.js';

const words = strings.decisions.linkForm;
const BETWEEN = linkKind.options.filter((kind) => kind !== 'relies_on');

/** Say how a decision stands to another. */
export function LinkForm({ decision, onClose }: { decision: string; onClose: () => void }) {
  const linking = useLinkDecision(decision);
  const form = useForm({
    initialValues: { kind: 'follows', other: null as string | null, note: '' },
    validate: { other: (id) => (id === null ? words.other : null) },
  });
  const save = form.onSubmit(({ kind, other, note }) => {
    if (other === null) return;
    linking.mutate(
      { kind: linkKind.parse(kind), to: { kind: 'decision', id: other }, note: note.trim() },
      { onSuccess: onClose },
    );
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={words.title}
      closeButtonProps={{ 'aria-label': strings.shell.cancel }}
    >
      <form onSubmit={save} noValidate>
        <Stack>
          <Select
            label={words.kind}
            data={BETWEEN.map((kind) => ({ value: kind, label: strings.decisions.kinds[kind] }))}
            allowDeselect={false}
            data-autofocus
            {...form.getInputProps('kind')}
          />
          <DecisionSelect
            label={words.other}
            except={decision}
            error={form.errors['other']}
            onChange={(id) => form.setFieldValue('other', id)}
          />
          <Textarea label={words.note} autosize minRows={2} maxLength={2_000} {...form.getInputProps('note')} />
          {linking.error && <ErrorNotice error={linking.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {strings.shell.cancel}
            </Button>
            <Button type="submit" loading={linking.isPending}>
              {words.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
