import { Button, Group, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconSettings } from '@tabler/icons-react';
import { useCollections } from '../data/use-library.js';
import { strings } from '../strings/index.js';
import { CollectionSettings } from './collection-settings.js';
import { NewCollection } from './new-collection.js';

const words = strings.library;

interface Props {
  /** Name of the collection that uploads go to. */
  value: string;
  onChange: (name: string) => void;
  /** The collection is on its way out. */
  onRemoved: () => void;
}

/**
 * Chooses where uploads go, makes a collection, and opens the settings of the chosen one. The name may be of a
 * collection that is not there yet.
 */
export function CollectionPicker({ value, onChange, onRemoved }: Props) {
  const { data: collections = [] } = useCollections();
  const [opened, { open, close }] = useDisclosure();
  const [isSetting, settings] = useDisclosure();
  const collection = collections.find(({ name }) => name === value);
  const names = [...new Set([...collections.map(({ name }) => name), value])];
  return (
    <>
      <Group align="flex-end" gap="xs">
        <Select
          label={words.uploadInto}
          data={names}
          value={value}
          onChange={(name) => name && onChange(name)}
          allowDeselect={false}
          searchable={names.length > 8}
          style={{ flex: '1 1 14rem' }}
          maw={360}
        />
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
          {words.newCollection}
        </Button>
        {collection && (
          <Button variant="default" leftSection={<IconSettings size={16} aria-hidden />} onClick={settings.open}>
            {words.settings}
          </Button>
        )}
      </Group>
      <NewCollection opened={opened} onClose={close} onCreated={onChange} />
      {isSetting && collection && (
        <CollectionSettings collection={collection} onClose={settings.close} onRemoved={onRemoved} />
      )}
    </>
  );
}
