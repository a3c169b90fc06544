import { Menu } from '@mantine/core';
import { IconCheck, IconLanguage } from '@tabler/icons-react';
import { spoken, strings } from '../strings/index.js';
import { LANGUAGES, type Language, chooseLanguage } from '../strings/language.js';

const choices = Object.entries(LANGUAGES) as [Language, string][];

/** The languages of the portal as items of a menu, each in its own words, so that everybody finds theirs. */
export function LanguageItems() {
  return (
    <>
      <Menu.Label>{strings.shell.language}</Menu.Label>
      {choices.map(([language, name]) => (
        <Menu.Item
          key={language}
          lang={language}
          onClick={() => chooseLanguage(language)}
          leftSection={<IconLanguage size={16} aria-hidden />}
          rightSection={language === spoken && <IconCheck size={16} aria-hidden />}
          aria-current={language === spoken}
        >
          {name}
        </Menu.Item>
      ))}
    </>
  );
}
