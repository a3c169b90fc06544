import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';

interface Props {
  icon: Icon;
  /** What it does, the same on each row. */
  label: string;
  /** The same with the name of the thing that it does it to, for those who don't see the row; the label alone where there is none. */
  name?: string;
  /** Quiet beside others, or one that stands by itself. */
  variant?: 'subtle' | 'default';
  isRemoval?: boolean;
  isBusy?: boolean;
  onClick: () => void;
}

/** A small button with which something is done to what a row or card shows. */
export function RowAction({ icon: Sign, label, name, variant = 'subtle', isRemoval, isBusy, onClick }: Props) {
  return (
    <Button
      size="compact-sm"
      variant={variant}
      {...(isRemoval && { color: 'red', c: 'var(--mantine-color-error)' })}
      leftSection={<Sign size={15} aria-hidden />}
      loading={isBusy ?? false}
      onClick={onClick}
      aria-label={name}
    >
      {label}
    </Button>
  );
}
