import { Button } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { useState } from 'react';
import { strings } from '../strings/index.js';
import { DecisionForm } from './decision-form.js';

/** Below an answer: turn it into the draft of a decision. */
export function MakeDecision({
  record,
  question,
  matter = null,
}: {
  record: string;
  question: string;
  matter?: string | null;
}) {
  const [isMaking, setIsMaking] = useState(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconGavel size={15} aria-hidden />}
        onClick={() => setIsMaking(true)}
      >
        {strings.decisions.make}
      </Button>
      {isMaking && (
        <DecisionForm
          decision={null}
          records={[record]}
          question={question}
          matter={matter}
          onClose={() => setIsMaking(false)}
        />
      )}
    </>
  );
}
