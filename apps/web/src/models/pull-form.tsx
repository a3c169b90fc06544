import { pullModel } from '#contracts';
import { Button, Group, Paper, TextInput, Title, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { usePullModel } from '../data/use-models.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { flawOf } from '../shared/flaw-of.js';
import { strings } from '../strings/index.js';

const words = strings.models;

/** Any GGUF file by its address. */
export function PullForm() {
  const pulling = usePullModel();
  const form = useForm({
    initialValues: { url: '', name: '' },
    validate: { url: (url) => flawOf(pullModel, { url: url.trim() }) },
  });
  const submit = form.onSubmit(({ url, name }) =>
    pulling.mutate(
      { url: url.trim(), ...(name.trim() !== '' && { name: name.trim() }) },
      {
        onSuccess: (task) => {
          form.reset();
          notifications.show({ message: words.pullStarted(task.name) });
        },
      },
    ),
  );
  return (
    <Paper withBorder p="md" component="section" aria-label={words.pullTitle}>
      <Title order={2} size="h4">
        {words.pullTitle}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {words.pullHint}
      </Text>
      <form onSubmit={submit} noValidate>
        <Group align="flex-start" gap="sm">
          <TextInput label={words.pullUrl} {...form.getInputProps('url')} style={{ flex: '3 1 16rem' }} />
          <TextInput label={words.pullName} {...form.getInputProps('name')} style={{ flex: '2 1 10rem' }} />
          <Button type="submit" loading={pulling.isPending} mt={25}>
            {words.pullSend}
          </Button>
        </Group>
      </form>
      {pulling.isError && <ErrorNotice error={pulling.error} />}
    </Paper>
  );
}
