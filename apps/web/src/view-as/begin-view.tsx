import { Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useBeginView } from '../data/use-view.js';
import { complain } from '../shared/complain.js';
import { FormDialog } from '../shared/form-dialog.js';
import { ReasonField } from '../shared/reason-field.js';
import { strings } from '../strings/index.js';

const words = strings.viewAs;

interface Props {
  person: { id: string; name: string };
  onClose: () => void;
}

/** Asks why, before an administrator looks with somebody else's eyes. */
export function BeginView({ person, onClose }: Props) {
  const { begin, isBeginning } = useBeginView();
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (text) => (text.trim() === '' ? words.needsReason : null) },
  });
  const look = form.onSubmit(({ reason }) => begin({ person: person.id, reason: reason.trim() }, complain));
  return (
    <FormDialog
      title={words.beginAs(person.name)}
      send={words.look}
      isSending={isBeginning}
      onSend={look}
      onClose={onClose}
    >
      <Text size="sm">{words.beginHint}</Text>
      <ReasonField
        label={words.reason}
        description={words.reasonHint}
        maxLength={500}
        {...form.getInputProps('reason')}
      />
    </FormDialog>
  );
}
