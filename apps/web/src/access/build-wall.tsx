import { Button, Group, Modal, MultiSelect, Stack, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useBuildWall, useGroups, useMatters } from '../data/use-access.js';
import { useCollections } from '../data/use-library.js';
import { usePeople } from '../data/use-people.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { MOST_OFFERED } from '../shared/most-offered.js';
import { strings } from '../strings/index.js';

const words = strings.access.walls;
const NOTHING = { name: '', reason: '', who: [] as string[], what: [] as string[] };

/** A form for a new wall: whom it bars from what. */
export function BuildWall({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [{ name, reason, who, what }, setWall] = useState(NOTHING);
  const set = (change: Partial<typeof NOTHING>) => setWall((before) => ({ ...before, ...change }));
  const build = useBuildWall();
  const [people, groups, matters, collections] = [usePeople(), useGroups(), useMatters(), useCollections()];
  const close = () => {
    setWall(NOTHING);
    build.reset();
    onClose();
  };
  const submit = () =>
    build.mutate(
      {
        ...{ name, reason },
        subjects: who.map((value) => ({ kind: value.startsWith('group ') ? 'group' : 'person', id: idIn(value) })),
        objects: what.map((value) => ({
          kind: value.startsWith('matter ') ? 'matter' : 'collection',
          id: idIn(value),
        })),
      },
      { onSuccess: close },
    );
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={words.build}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': strings.access.cancel }}
    >
      <Stack>
        <TextInput
          label={words.name}
          value={name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          data-autofocus
          maxLength={120}
        />
        <MultiSelect
          label={words.who}
          searchable
          limit={MOST_OFFERED}
          value={who}
          onChange={(next) => set({ who: next })}
          data={[
            ...(groups.data?.groups ?? []).map((one) =>
              choice('group', one.id, `${strings.access.group}: ${one.name}`),
            ),
            ...(people.data?.people ?? []).map((one) => choice('person', one.id, one.name)),
          ]}
        />
        <MultiSelect
          label={words.what}
          searchable
          limit={MOST_OFFERED}
          value={what}
          onChange={(next) => set({ what: next })}
          data={[
            ...(matters.data?.matters ?? []).map((one) => choice('matter', one.id, `${one.number} ${one.name}`)),
            ...(collections.data ?? []).map((one) => choice('collection', one.id, one.name)),
          ]}
        />
        <Textarea
          label={words.reason}
          value={reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
          maxLength={2000}
          autosize
        />
        {build.isError && <ErrorNotice error={build.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {strings.access.cancel}
          </Button>
          <Button
            onClick={submit}
            loading={build.isPending}
            disabled={!name.trim() || who.length === 0 || what.length === 0}
          >
            {words.build}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const choice = (kind: string, id: string, label: string) => ({ value: `${kind} ${id}`, label });

const idIn = (value: string): string => value.slice(value.indexOf(' ') + 1);
