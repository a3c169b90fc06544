import type { AnswerMode, CollectionView } from '#contracts';
import { Button, Collapse, Group, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconArrowUp, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import type { KeyboardEvent, RefObject, SubmitEvent } from 'react';
import { formatList } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { type AskSettings, type Circumstances, NO_CIRCUMSTANCES } from './ask-state.js';
import { CircumstanceFields } from './circumstance-fields.js';
import { QuestionOptions } from './question-options.js';
import { useCollections } from '../data/use-library.js';
import { useStatus } from '../data/use-status.js';
import classes from './ask.module.css';

const words = strings.ask;

export interface QuestionDraft {
  question: string;
  /** Null when they are as they were. */
  settings: AskSettings | null;
  answerMode: AnswerMode;
  circumstances: Circumstances;
}

interface Props {
  box: RefObject<HTMLTextAreaElement | null>;
  /** Null for a new one. */
  conversation: string | null;
  /** What the conversation holds. */
  settings: AskSettings;
  /** Whether that is still to come: until then nothing is asked or chosen, which would take the place of what it holds. */
  isArriving: boolean;
  /** Here or elsewhere: one question at a time. */
  isAsking: boolean;
  isAskingElsewhere: boolean;
  onAsk: (draft: QuestionDraft) => void;
  onCancel: () => void;
}

export function QuestionForm(props: Props) {
  const { box, conversation, settings, isArriving, isAsking, isAskingElsewhere, onAsk, onCancel } = props;
  const [question, setQuestion] = useState('');
  const { chosen, isChanged, change, reset } = useChosen(conversation, settings);
  const [mode, setMode] = useState<AnswerMode>('auto');
  const [circumstances, setCircumstances] = useState(NO_CIRCUMSTANCES);
  const [error, setError] = useState<string | null>(null);
  const [matterError, setMatterError] = useState<string | null>(null);
  const { data: collections, isPending } = useCollections();
  /** Where a question waits for the collections: whether one of them wants a matter is theirs to say. */
  const [waitingIn, setWaitingIn] = useState<Props['conversation'] | undefined>();
  const isWaiting = waitingIn === conversation;
  const [optionsOpened, options] = useDisclosure(false);
  const hasGenerator = Boolean(useStatus().data?.models.generator) || chosen.model !== null;

  const send = () => {
    if (isAsking || isArriving) return;
    box.current?.focus();
    if (question.trim() === '') {
      setError(words.empty);
      return;
    }
    if (isPending) {
      setWaitingIn(conversation);
      return;
    }
    const wanting = wantingMatter(chosen.collections, collections);
    if (wanting.length > 0 && !chosen.matter?.trim()) {
      setMatterError(strings.matters.asked(wanting));
      options.open();
      return;
    }
    const asked = { ...chosen, matter: chosen.matter?.trim() || null };
    onAsk({
      question: question.trim(),
      settings: isChanged || conversation === null ? asked : null,
      answerMode: hasGenerator ? mode : 'auto',
      circumstances,
    });
    setQuestion('');
    reset();
    options.close();
  };
  const sendWaiting = useEffectEvent(() => {
    setWaitingIn(undefined);
    send();
  });
  useEffect(() => {
    if (isWaiting && !isPending) sendWaiting();
  }, [isWaiting, isPending]);
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
    <form onSubmit={onSubmit} className={classes.form} aria-label={words.title} data-sticky={conversation !== null}>
      <Textarea
        ref={box}
        aria-label={words.question}
        placeholder={conversation === null ? words.placeholder : words.followUp}
        value={question}
        onChange={(event) => {
          setQuestion(event.currentTarget.value);
          setError(null);
        }}
        onKeyDown={onKeyDown}
        error={error}
        autosize
        minRows={conversation === null ? 2 : 1}
        maxRows={10}
        maxLength={2_000}
        classNames={{ input: classes.question }}
      />
      <Collapse expanded={optionsOpened && !isArriving}>
        <QuestionOptions
          settings={chosen}
          onSettings={(settings) => {
            change(settings);
            setMatterError(null);
          }}
          isMatterWanted={wantingMatter(chosen.collections, collections).length > 0}
          matterError={matterError}
          mode={mode}
          onMode={setMode}
        />
        <CircumstanceFields value={circumstances} onChange={setCircumstances} />
      </Collapse>
      <Group justify="space-between" mt={6} gap="xs" wrap="nowrap">
        <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
          <Button
            variant="subtle"
            size="compact-sm"
            flex="none"
            leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
            onClick={options.toggle}
            disabled={isArriving}
            aria-expanded={optionsOpened && !isArriving}
          >
            {words.options}
          </Button>
          <Text size="xs" c="dimmed" truncate visibleFrom="xs">
            {isAskingElsewhere ? words.elsewhere : summaryOf(chosen, hasGenerator ? mode : 'auto', circumstances)}
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
                // The button gives way to Ask; the focus must not fall to the page.
                box.current?.focus();
              }}
              leftSection={<IconPlayerStop size={16} aria-hidden />}
              size="sm"
            >
              {words.cancel}
            </Button>
          ) : (
            <Button
              key="send"
              type="submit"
              loading={isArriving || isWaiting}
              rightSection={<IconArrowUp size={16} aria-hidden />}
            >
              {words.send}
            </Button>
          )}
        </Group>
      </Group>
    </form>
  );
}

/** The conversation's settings with what was changed in the form since; another conversation starts from its own. */
function useChosen(conversation: string | null, settings: AskSettings) {
  const [changed, setChanged] = useState<AskSettings | null>(null);
  const [at, setAt] = useState(conversation);
  if (at !== conversation) {
    setAt(conversation);
    setChanged(null);
  }
  return {
    chosen: changed ?? settings,
    isChanged: changed !== null && JSON.stringify(changed) !== JSON.stringify(settings),
    change: setChanged,
    reset: () => setChanged(null),
  };
}

/** Names of the collections that are asked and want a matter named with each question. @param asked None means all. */
function wantingMatter(asked: readonly string[], collections: readonly CollectionView[] = []): string[] {
  return collections
    .filter(({ kind, requiresMatter }) => requiresMatter && kind === 'library')
    .map(({ name }) => name)
    .filter((name) => asked.length === 0 || asked.includes(name));
}

/** What is set in the folded options, so that it is never forgotten. */
function summaryOf(
  { collections, matter, model }: AskSettings,
  mode: AnswerMode,
  { asOf, purpose, onBehalfOf }: Circumstances,
): string {
  return [
    asOf && words.asOfShort(asOf),
    collections.length > 0 ? formatList(collections) : words.allCollections,
    matter?.trim() ?? '',
    mode === 'quoted' ? '' : (model ?? ''),
    words.modesShort[mode],
    purpose.trim(),
    onBehalfOf.trim() && words.onBehalfOfShort(onBehalfOf.trim()),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
