import type { CollectionView } from '#contracts';
import { Button, Group, Select, Stack, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useWriters } from '../ask/use-writers.js';
import { useChangeCollection } from '../data/use-library.js';
import { useSession } from '../data/use-session.js';
import { ApprovalRule } from '../decisions/approval-rule.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Dialog } from '../shared/dialog.js';
import { strings } from '../strings/index.js';
import { RemoveCollection } from './remove-collection.js';

const words = strings.library;
const IN_USE = '';

interface Props {
  collection: CollectionView;
  onClose: () => void;
  /** The collection is on its way out. */
  onRemoved: () => void;
}

/**
 * Which model answers questions put to this collection alone, whether they must name a matter, who approves decisions; and the
 * way to remove it.
 */
export function CollectionSettings({ collection, onClose, onRemoved }: Props) {
  const { installed, isKnown } = useWriters(null);
  const changing = useChangeCollection();
  const isAdministrator = useSession().data?.user.role === 'administrator';
  const [generator, setGenerator] = useState(collection.generator ?? IN_USE);
  const [requiresMatter, setRequiresMatter] = useState(collection.requiresMatter);
  const names = [...new Set([...installed, ...(collection.generator ? [collection.generator] : [])])];
  const save = () =>
    changing.mutate(
      {
        id: collection.id,
        change: { generator: generator || null, ...(isAdministrator ? { requiresMatter } : {}) },
      },
      {
        onSuccess: () => {
          notifications.show({ message: words.settingsSaved(collection.name), color: 'green' });
          onClose();
        },
      },
    );
  return (
    <Dialog
      onClose={onClose}
      title={words.settingsOf(collection.name)}
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack>
          <Select
            label={words.generator}
            description={isKnown && names.length === 0 ? words.noGenerators : words.generatorHint}
            data={[
              { value: IN_USE, label: words.generatorInUse },
              ...names.map((name) => ({ value: name, label: name })),
            ]}
            value={generator}
            onChange={(name) => setGenerator(name ?? IN_USE)}
            allowDeselect={false}
            data-autofocus
          />
          {isAdministrator && (
            <Switch
              label={strings.matters.requires}
              description={strings.matters.requiresHint}
              checked={requiresMatter}
              onChange={(event) => setRequiresMatter(event.currentTarget.checked)}
            />
          )}
          {changing.isError && <ErrorNotice error={changing.error} />}
          {isAdministrator && <ApprovalRule collection={collection} />}
          <Group justify="flex-end">
            <Group mr="auto">
              <RemoveCollection
                collection={collection}
                onBegin={() => {
                  onClose();
                  onRemoved();
                }}
              />
            </Group>
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" loading={changing.isPending}>
              {strings.shell.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
