import { ActionIcon, Menu } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { spoken, strings } from '../strings/index.js';
import { LANGUAGES } from '../strings/language.js';
import { LanguageItems } from './language-items.js';

/** The choice of a language where nobody is signed in yet. */
export function LanguageMenu() {
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`${strings.shell.language}: ${LANGUAGES[spoken]}`}
        >
          <IconLanguage size={19} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <LanguageItems />
      </Menu.Dropdown>
    </Menu>
  );
}
