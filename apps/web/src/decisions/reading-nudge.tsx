import { Alert } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useEachRecord } from '../data/use-records.js';
import { strings } from '../strings/index.js';

const words = strings.decisions.step;

/** Asks a judge who has opened no citation to look at one first, or says that none of the answers is theirs to read. */
export function ReadingNudge({ records }: { records: readonly string[] }) {
  const answers = useEachRecord(records);
  if (answers.some(({ isPending }) => isPending)) return null;
  const isHidden = answers.length > 0 && answers.every(({ isError }) => isError);
  return (
    <Alert
      variant="light"
      color="yellow"
      icon={isHidden ? <IconEyeOff aria-hidden /> : <IconEye aria-hidden />}
      title={isHidden ? words.hiddenTitle : words.nudgeTitle}
    >
      {isHidden ? words.hidden : words.nudge}
    </Alert>
  );
}
