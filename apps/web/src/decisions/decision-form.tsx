import type { DecisionDetail } from '#contracts';
import { useForm } from '@mantine/form';
import { useNavigate } from 'react-router';
import { useCreateDecision, useEditDecision } from '../data/use-decisions.js';
import { FormDialog } from '../shared/form-dialog.js';
import { strings } from '../strings/index.js';
import { WhatIsDecided, WhereItBelongs } from './draft-fields.js';
import { type DraftGround, type DraftValues, contentOf, flawsOf, valuesOf } from './draft-values.js';

const words = strings.decisions.form;

interface Props extends DraftGround {
  /** The draft to be edited; null for a new one. */
  decision: DecisionDetail | null;
  /** Whether it is to be proposed next, so that nothing may be left open. */
  isToPropose?: boolean;
  onClose: () => void;
}

/** A draft, new or changed. */
export function DecisionForm({ decision, isToPropose = false, onClose, ...ground }: Props) {
  const creating = useCreateDecision();
  const editing = useEditDecision(decision?.id ?? '');
  const navigate = useNavigate();
  const initialValues = valuesOf(decision, ground);
  const flawsToPropose = (values: DraftValues) => (isToPropose ? flawsOf(values) : {});
  const form = useForm<DraftValues>({
    initialErrors: flawsToPropose(initialValues),
    initialValues,
    validate: (values) => ({
      question: values.question.trim() === '' ? words.needsQuestion : null,
      ...flawsToPropose(values),
    }),
  });
  const save = form.onSubmit((values) => {
    const content = contentOf(values);
    if (decision) editing.mutate({ version: decision.version, ...content }, { onSuccess: onClose });
    else creating.mutate(content, { onSuccess: ({ id }) => void navigate(`/decisions/${id}`) });
  });
  return (
    <FormDialog
      title={decision ? words.editTitle : words.newTitle}
      size="xl"
      isLong
      send={decision ? words.save : words.create}
      // Made, it leads to a page that may be on its way for a moment.
      isSending={creating.isPending || creating.isSuccess || editing.isPending}
      error={creating.error ?? editing.error}
      onSend={save}
      onClose={onClose}
    >
      <WhatIsDecided form={form} isToPropose={isToPropose} />
      <WhereItBelongs form={form} isNew={decision === null} />
    </FormDialog>
  );
}
