import type { TurnView } from '#contracts';
import { ActionIcon, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { strings } from '../strings/index.js';

const words = strings.conversations;

/** Which way somebody went among the versions. */
export type VersionStep = -1 | 1;

interface Props {
  turn: Pick<TurnView, 'id' | 'siblings'>;
  isDisabled: boolean;
  /** Which way it was come to from another version; null where it was not. */
  arrivedBy: VersionStep | null;
  onShow: (turn: string, step: VersionStep) => void;
}

/** Leads to the other questions and answers in a turn's place; the focus, which is lost with the version before, goes along. */
export function Versions({ turn: { id, siblings }, isDisabled, arrivedBy, onShow }: Props) {
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (arrivedBy !== null && document.activeElement === document.body) focusOn(group.current, arrivedBy);
  }, [arrivedBy]);
  const at = siblings.indexOf(id);
  const step = (by: VersionStep, label: string, Icon: typeof IconChevronLeft) => {
    const other = siblings[at + by];
    return (
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        disabled={isDisabled || other === undefined}
        onClick={() => other !== undefined && onShow(other, by)}
      >
        <Icon size={16} aria-hidden />
      </ActionIcon>
    );
  };
  return (
    <Group ref={group} gap={2} wrap="nowrap" flex="none" role="group" aria-label={words.versions}>
      {step(-1, words.previousVersion, IconChevronLeft)}
      <Text size="xs" c="dimmed" component="span" aria-label={words.version(at + 1, siblings.length)} role="status">
        {words.versionShort(at + 1, siblings.length)}
      </Text>
      {step(1, words.nextVersion, IconChevronRight)}
    </Group>
  );
}

/** The button that goes on the same way; the other one at the end. */
function focusOn(group: HTMLElement | null, step: VersionStep): void {
  const [first, last] = ['first', 'last'].map((end) => group?.querySelector<HTMLElement>(`button:${end}-of-type`));
  const [onward, back] = step === -1 ? [first, last] : [last, first];
  (onward?.matches(':disabled') ? back : onward)?.focus();
}
