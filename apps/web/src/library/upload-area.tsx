import { Button, FileButton, Group, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconCloudUpload, IconFolderOpen, IconFiles } from '@tabler/icons-react';
import { useRef } from 'react';
import { strings } from '../strings/index.js';
import { useUploads } from './upload-provider.js';
import classes from './library.module.css';

const words = strings.library;

interface Props {
  /** Name of the collection that files go to. */
  collection: string;
  /** Number of the matter that they are put under; null for none. */
  matter: string | null;
}

/** Drop files or folders, or choose them with a button. */
export function UploadArea({ collection, matter }: Props) {
  const uploads = useUploads();
  const add = (files: File[]) => uploads.add(files, collection, matter);
  const folder = useRef<HTMLInputElement>(null);
  return (
    <Dropzone
      onDrop={add}
      activateOnClick={false}
      activateOnKeyboard={false}
      enablePointerEvents
      className={classes.drop}
      aria-label={words.dropTitle}
      role="group"
      tabIndex={-1}
      inputProps={{ 'aria-hidden': true, tabIndex: -1 }}
    >
      <Group gap="md" justify="space-between">
        <Group gap="md" wrap="nowrap" style={{ flex: '1 1 16rem' }}>
          <IconCloudUpload size={34} stroke={1.4} aria-hidden className={classes.dropIcon} />
          <div>
            <Text fw={600}>{words.dropTitle}</Text>
            <Text size="sm" c="dimmed">
              {words.dropHint}
            </Text>
          </div>
        </Group>
        <Group gap="xs">
          <FileButton multiple onChange={add}>
            {(props) => (
              <Button {...props} leftSection={<IconFiles size={16} aria-hidden />}>
                {words.chooseFiles}
              </Button>
            )}
          </FileButton>
          <Button
            variant="default"
            leftSection={<IconFolderOpen size={16} aria-hidden />}
            onClick={() => folder.current?.click()}
          >
            {words.chooseFolder}
          </Button>
          <input
            ref={folder}
            type="file"
            multiple
            hidden
            // Not in React's types, though every current desktop browser has it.
            {...{ webkitdirectory: '' }}
            onChange={(event) => {
              add([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = '';
            }}
          />
        </Group>
      </Group>
    </Dropzone>
  );
}
