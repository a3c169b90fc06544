import { Select } from '@mantine/core';
import { useMatters } from '../data/use-access.js';
import { MOST_OFFERED } from '../shared/most-offered.js';
import { strings } from '../strings/index.js';

interface Props {
  label: string;
  /** Where the label stands beside it already: read out, not shown. */
  isLabelHidden?: boolean;
  description?: string;
  /** Its number; null for none. */
  value: string | null;
  onChange: (number: string | null) => void;
  disabled?: boolean;
}

/** One of the matters in sight that are open; the chosen one also when it is closed. */
export function MatterSelect({ label, isLabelHidden = false, description, value, onChange, disabled = false }: Props) {
  const { data } = useMatters();
  const open = (data?.matters ?? []).filter(({ closedAt, number }) => closedAt === null || number === value);
  return (
    <Select
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      description={description}
      placeholder={strings.matters.none}
      data={open.map(({ number, name }) => ({ value: number, label: `${number} ${name}` }))}
      value={value}
      onChange={onChange}
      searchable
      limit={MOST_OFFERED}
      clearable
      disabled={disabled}
      w="100%"
      maw={360}
    />
  );
}
