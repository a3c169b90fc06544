import { LANGUAGES, languageFor } from './language.js';

describe('the language of the portal', () => {
  it.each([
    ['what was chosen, before what the browser prefers', 'de', ['en-US', 'en'], 'de'],
    ['the first preferred one that is spoken, in any variety', null, ['fr-FR', 'de-AT', 'en'], 'de'],
    ['English, where none is spoken', null, ['fr', 'pt-BR'], 'en'],
    ['English, where nothing is said', null, [], 'en'],
    ['no notice of a choice that is not spoken any more', 'tlh', ['DE-ch'], 'de'],
    ['no notice of names that every object has', 'constructor', ['toString'], 'en'],
  ])('is %s', (_, chosen, preferred, language) => expect(languageFor(chosen, preferred)).toBe(language));

  it('has a name for each language, in itself', () =>
    expect(
      Object.entries(LANGUAGES).map(
        ([code, name]) => new Intl.DisplayNames([code], { type: 'language' }).of(code) === name,
      ),
    ).not.toContain(false));
});
