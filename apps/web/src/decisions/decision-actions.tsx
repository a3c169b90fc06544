import { type DecisionDetail, whatDraftLacks } from '#contracts';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { strings } from '../strings/index.js';
import { DecisionForm } from './decision-form.js';
import { StepDialog } from './step-dialog.js';
import type { MeasuredAttention } from './use-attention.js';

type Offered = DecisionDetail['actions'][number];

const words = strings.decisions.actions;

/** What stands out among the things that may be done now. */
const LEADING = new Set<string>(['propose', 'approve']);

/** The steps that the reader may take now, each signed in a dialog of its own. */
export function DecisionActions({ decision, attention }: { decision: DecisionDetail; attention: MeasuredAttention }) {
  const [taken, setTaken] = useState<Offered | 'complete' | null>(null);
  if (decision.actions.length === 0) return null;
  const close = () => setTaken(null);
  // What lacks is asked for first: whoever signs should not learn it from a refusal.
  const isWhole = whatDraftLacks(decision) === null;
  const take = (action: Offered) => setTaken(action === 'propose' && !isWhole ? 'complete' : action);
  return (
    <>
      <Group gap="sm" role="group" aria-label={strings.decisions.title}>
        {decision.actions.map((action) => (
          <Button
            key={action}
            variant={LEADING.has(action) ? 'filled' : action === 'reject' ? 'light' : 'default'}
            {...(action === 'reject' && { color: 'red' })}
            onClick={() => take(action)}
          >
            {words[action]}
          </Button>
        ))}
      </Group>
      {(taken === 'edit' || taken === 'complete') && (
        <DecisionForm
          decision={decision}
          records={decision.records}
          isToPropose={taken === 'complete'}
          onClose={close}
        />
      )}
      {taken !== null && taken !== 'edit' && taken !== 'complete' && (
        <StepDialog decision={decision} action={taken} attention={attention} onClose={close} />
      )}
    </>
  );
}
