import { type DecisionSummary, joinPresent } from '#contracts';
import { Select } from '@mantine/core';
import { useDecisions } from '../data/use-decisions.js';
import { strings } from '../strings/index.js';
import type { ReactNode } from 'react';

const words = strings.decisions;
const MOST = 200;

interface Props {
  label: string;
  /** Not offered; all are when left out. */
  except?: string;
  /** Only decisions in this state. */
  state?: DecisionSummary['state'];
  error?: ReactNode;
  onChange: (id: string | null) => void;
}

/** One of the decisions that the reader may see, last changed first. */
export function DecisionSelect({ label, except, state, error, onChange }: Props) {
  const { data } = useDecisions({ ...(state && { state }), offset: 0, limit: MOST });
  const offered = (data?.decisions ?? []).filter(({ id }) => id !== except);
  return (
    <Select
      label={label}
      description={words.linkForm.otherHint}
      searchable
      nothingFoundMessage={words.linkForm.noOther}
      data={offered.map((each) => ({
        value: each.id,
        label: joinPresent([each.question, words.states[each.state], each.matter], ' · '),
      }))}
      error={error}
      onChange={onChange}
    />
  );
}
