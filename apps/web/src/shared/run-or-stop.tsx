import { Button, Group } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  label: string;
  stopLabel: string;
  icon: ReactNode;
  isRunning: boolean;
  onRun: () => void;
  onStop: () => void;
}

/** Begins something long, and stops it while it runs. */
export function RunOrStop({ label, stopLabel, icon, isRunning, onRun, onStop }: Props) {
  return (
    <Group gap="xs">
      <Button variant="default" leftSection={icon} loading={isRunning} onClick={onRun}>
        {label}
      </Button>
      {isRunning && (
        <Button variant="subtle" leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={onStop}>
          {stopLabel}
        </Button>
      )}
    </Group>
  );
}
