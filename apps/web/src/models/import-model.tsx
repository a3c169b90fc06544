import { importModel } from '#contracts';
import { Button, FileInput, Group, Modal, Progress, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { flawOf } from '../shared/flaw-of.js';
import { strings } from '../strings/index.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { useModelImport } from './use-model-import.js';

const words = strings.models;
const { name: nameRule, sha256: sha256Rule } = importModel.shape;

interface Props {
  isOpened: boolean;
  onClose: () => void;
}

/** A GGUF file from the reader's own computer into the model store. Closing while it is being sent cancels. */
export function ImportModel({ isOpened, onClose }: Props) {
  const { state, send, cancel } = useModelImport();
  const form = useForm<{ file: File | null; name: string; sha256: string }>({
    initialValues: { file: null, name: '', sha256: '' },
    validate: {
      file: (file) => (file === null ? words.importPick : null),
      name: (name) => flawOf(nameRule, name),
      sha256: (sha256) => (sha256 === '' ? null : flawOf(sha256Rule, sha256)),
    },
  });
  const close = () => {
    cancel();
    form.reset();
    onClose();
  };
  const isSending = state.phase === 'sending';
  return (
    <Modal
      opened={isOpened}
      onClose={close}
      title={words.importTitle}
      closeButtonProps={{ 'aria-label': strings.shell.cancel }}
    >
      <form
        noValidate
        onSubmit={form.onSubmit(({ file, name, sha256 }) => {
          if (file) send({ file, name, sha256 }, close);
        })}
      >
        <Stack>
          <FileInput
            label={words.importFile}
            description={words.importHint}
            placeholder={words.importPick}
            accept=".gguf"
            data-autofocus
            {...form.getInputProps('file')}
            onChange={(file) => {
              form.setFieldValue('file', file);
              if (file && form.values.name === '') form.setFieldValue('name', file.name.replace(/\.gguf$/i, ''));
            }}
          />
          <TextInput label={words.importName} {...form.getInputProps('name')} />
          <TextInput label={words.importSha} description={words.importShaHint} {...form.getInputProps('sha256')} />
          {isSending && (
            <div>
              <Progress.Root>
                <Progress.Section value={100 * state.share} aria-label={words.importProgress} />
              </Progress.Root>
              <Text size="xs" c="dimmed" mt={4} role="status">
                {state.share < 1 ? words.importSending(state.share) : words.importChecking}
              </Text>
            </div>
          )}
          {state.phase === 'failed' && <ErrorNotice error={state.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {strings.shell.cancel}
            </Button>
            <Button type="submit" loading={isSending}>
              {words.importSend}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
