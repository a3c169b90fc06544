import type { ErasurePreviewView } from '#contracts';
import { Button, Checkbox, Group, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { usePreviewErasure } from '../data/use-stewardship.js';
import { DecisionSelect } from '../decisions/decision-select.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Dialog } from '../shared/dialog.js';
import { strings } from '../strings/index.js';
import { ConfirmErasure } from './confirm-erasure.js';
import { type Chosen, ObjectSelect } from './object-select.js';

const words = strings.stewardship;
const KINDS = ['document', 'person', 'decision'] as const;

/** Choose what is erased, look at what that takes, confirm it. */
export function EraseDialog({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState<(typeof KINDS)[number]>('document');
  const [withDecisions, setWithDecisions] = useState(false);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [withRecords, setWithRecords] = useState(true);
  const previewing = usePreviewErasure();
  const [plan, setPlan] = useState<ErasurePreviewView | null>(null);
  const also = { withRecords, withDecisions: kind !== 'decision' && withDecisions };
  const look = () => chosen && previewing.mutate({ kind, subject: chosen.object, ...also }, { onSuccess: setPlan });
  return (
    <Dialog onClose={onClose} title={words.erasures.begin} closeButtonProps={{ 'aria-label': words.cancel }}>
      {plan ? (
        <ConfirmErasure plan={plan} also={also} onClose={onClose} />
      ) : (
        <Stack>
          <Select
            label={words.erasures.kind}
            data={KINDS.map((value) => ({ value, label: words.kinds[value] }))}
            value={kind}
            allowDeselect={false}
            data-autofocus
            onChange={(value) => {
              setKind(KINDS.find((each) => each === value) ?? 'document');
              setChosen(null);
            }}
          />
          {kind === 'decision' ? (
            <DecisionSelect
              label={words.kinds.decision}
              onChange={(id) => setChosen(id === null ? null : { object: id, name: '' })}
            />
          ) : (
            <ObjectSelect key={kind} kind={kind} value={chosen} onChange={setChosen} />
          )}
          {kind === 'document' && (
            <Checkbox
              label={words.erasures.withRecords}
              description={words.erasures.withRecordsHint}
              checked={withRecords}
              onChange={(event) => setWithRecords(event.currentTarget.checked)}
            />
          )}
          {kind !== 'decision' && (
            <Checkbox
              label={words.erasures.withDecisions[kind]}
              description={words.erasures.withDecisionsHint}
              checked={withDecisions}
              onChange={(event) => setWithDecisions(event.currentTarget.checked)}
            />
          )}
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
    </Dialog>
  );
}
