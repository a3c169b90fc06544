import { ActionIcon, Button, Group, TextInput } from '@mantine/core';
import { IconHelp, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { RefObject } from 'react';
import { strings } from '../strings/index.js';

const words = strings.search;

interface Props {
  box: RefObject<HTMLInputElement | null>;
  /** As it is in the address; another one takes the place of what was typed. */
  query: string;
  onSearch: (query: string) => void;
  onHelp: () => void;
}

/** Words to search for, which go when they are sent, not while they are typed; the help for operators beside them. */
export function SearchBox({ box, query, onSearch, onHelp }: Props) {
  const [typed, setTyped] = useState(query);
  const [known, setKnown] = useState(query);
  if (known !== query) {
    setKnown(query);
    setTyped(query);
  }
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(typed);
      }}
    >
      <Group gap="xs" wrap="nowrap">
        <TextInput
          ref={box}
          type="search"
          flex={1}
          size="md"
          aria-label={words.box}
          placeholder={words.placeholder}
          maxLength={2_000}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" size="md" visibleFrom="xs">
          {words.go}
        </Button>
        <ActionIcon size={42} variant="default" onClick={onHelp} aria-label={words.help} title={words.help}>
          <IconHelp size={20} aria-hidden />
        </ActionIcon>
      </Group>
    </form>
  );
}
