import type { ErasurePreviewView } from '#contracts';
import { Button, Checkbox, Group, Modal, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { usePreviewErasure } from '../data/use-stewardship.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';
import { ConfirmErasure } from './confirm-erasure.js';
import { type Chosen, ObjectSelect } from './object-select.js';

const words = strings.stewardship;

/** Choose what is erased, look at what that takes, confirm it. */
export function EraseDialog({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState<'document' | 'person'>('document');
  const [withDecisions, setWithDecisions] = useState(false);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [withRecords, setWithRecords] = useState(true);
  const previewing = usePreviewErasure();
  const [plan, setPlan] = useState<ErasurePreviewView | null>(null);
  const look = () =>
    chosen && previewing.mutate({ kind, subject: chosen.object, withRecords, withDecisions }, { onSuccess: setPlan });
  return (
    <Modal opened onClose={onClose} title={words.erasures.begin} closeButtonProps={{ 'aria-label': words.cancel }}>
      {plan ? (
        <ConfirmErasure plan={plan} also={{ withRecords, withDecisions }} onClose={onClose} />
      ) : (
        <Stack>
          <Select
            label={words.erasures.kind}
            data={(['document', 'person'] as const).map((value) => ({ value, label: words.kinds[value] }))}
            value={kind}
            allowDeselect={false}
            data-autofocus
            onChange={(value) => {
              setKind(value === 'person' ? 'person' : 'document');
              setChosen(null);
            }}
          />
          <ObjectSelect key={kind} kind={kind} value={chosen} onChange={setChosen} />
          {kind === 'document' && (
            <Checkbox
              label={words.erasures.withRecords}
              description={words.erasures.withRecordsHint}
              checked={withRecords}
              onChange={(event) => setWithRecords(event.currentTarget.checked)}
            />
          )}
          <Checkbox
            label={words.erasures.withDecisions[kind]}
            description={words.erasures.withDecisionsHint}
            checked={withDecisions}
            onChange={(event) => setWithDecisions(event.currentTarget.checked)}
          />
          {previewing.error && <ErrorNotice error={previewing.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button disabled={chosen === null} loading={previewing.isPending} onClick={look}>
              {words.erasures.look}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
