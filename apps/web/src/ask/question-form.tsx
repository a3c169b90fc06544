import { Button, Collapse, Group, MultiSelect, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconArrowUp, IconPlayerStop } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { KeyboardEvent, SubmitEvent } from 'react';
import type { Question } from '../api/ask-stream.js';
import { useCollections } from '../data/use-library.js';
import { useStatus } from '../data/use-status.js';
import { strings } from '../strings/index.js';
import classes from './ask.module.css';

const words = strings.ask;

interface Props {
  isAsking: boolean;
  onAsk: (question: Question) => void;
  onCancel: () => void;
}

export function QuestionForm({ isAsking, onAsk, onCancel }: Props) {
  const [question, setQuestion] = useState('');
  const [collections, setCollections] = useState<string[]>([]);
  const [matter, setMatter] = useState('');
  const [isQuoteOnly, setQuoteOnly] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [optionsOpened, options] = useDisclosure(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const names = useCollections().data?.map(({ name }) => name) ?? [];
  const hasGenerator = Boolean(useStatus().data?.models.generator);

  const send = () => {
    if (isAsking) return;
    if (question.trim() === '') {
      setError(words.empty);
      box.current?.focus();
      return;
    }
    onAsk({
      question: question.trim(),
      collections,
      ...(matter.trim() !== '' && { matter: matter.trim() }),
      ...(isQuoteOnly && hasGenerator && { model: 'quoted' }),
    });
    // The button that was pressed gives way to Cancel; the focus must not fall to the page.
    box.current?.focus();
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes a word, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form onSubmit={onSubmit} className={classes.form} aria-label={words.title}>
      <Textarea
        ref={box}
        aria-label={words.question}
        placeholder={words.placeholder}
        value={question}
        onChange={(event) => {
          setQuestion(event.currentTarget.value);
          setError(null);
        }}
        onKeyDown={onKeyDown}
        error={error}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={2_000}
        classNames={{ input: classes.question }}
      />
      <Collapse expanded={optionsOpened}>
        <Group align="flex-start" grow preventGrowOverflow={false} gap="sm" p={6} pt="xs">
          <MultiSelect
            label={words.collections}
            placeholder={collections.length === 0 ? words.allCollections : undefined}
            data={names}
            value={collections}
            onChange={setCollections}
            clearable
            searchable
            miw={200}
          />
          <TextInput
            label={words.matter}
            placeholder={words.matterHint}
            value={matter}
            onChange={(event) => setMatter(event.currentTarget.value)}
            maxLength={100}
            miw={200}
          />
        </Group>
        {hasGenerator && (
          <Switch
            p={6}
            label={words.quoteOnly}
            checked={isQuoteOnly}
            onChange={(event) => setQuoteOnly(event.currentTarget.checked)}
          />
        )}
      </Collapse>
      <Group justify="space-between" mt={6} gap="xs" wrap="nowrap">
        <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
          <Button
            variant="subtle"
            size="compact-sm"
            flex="none"
            leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
            onClick={options.toggle}
            aria-expanded={optionsOpened}
          >
            {words.options}
          </Button>
          <Text size="xs" c="dimmed" truncate visibleFrom="xs">
            {chosen(collections, matter)}
          </Text>
        </Group>
        <Group gap="xs" wrap="nowrap" flex="none">
          <Text size="xs" c="dimmed" className={classes.keys}>
            {words.keys}
          </Text>
          {isAsking ? (
            <Button
              key="cancel"
              variant="default"
              onClick={() => {
                onCancel();
                box.current?.focus();
              }}
              leftSection={<IconPlayerStop size={16} aria-hidden />}
              size="sm"
            >
              {words.cancel}
            </Button>
          ) : (
            <Button key="send" type="submit" rightSection={<IconArrowUp size={16} aria-hidden />}>
              {words.send}
            </Button>
          )}
        </Group>
      </Group>
    </form>
  );
}

/** What is set in the folded options, so that it is never forgotten. */
function chosen(collections: string[], matter: string): string {
  return [collections.length > 0 ? collections.join(', ') : words.allCollections, matter.trim()]
    .filter((part) => part !== '')
    .join(' · ');
}
