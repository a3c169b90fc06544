/** The portal in a language: what its main pages are told by. */
export interface Tongue {
  readonly name: string;
  readonly scheme: 'light' | 'dark';
  /** Names of the question box, of the button beside it, and of what comes. */
  readonly asking: readonly [box: string, button: string, answer: string];
  /** Address, heading, and words that are there when the page is. */
  readonly pages: readonly (readonly [path: string, heading: string, seen: string])[];
  /** Which pages are kept as pictures. */
  readonly pictures: { readonly desk: string; readonly phone: string };
}

/** By the language that the browser prefers. */
export const TONGUES: Readonly<Record<string, Tongue>> = {
  de: {
    name: 'german',
    scheme: 'light',
    asking: ['Ihre Frage', 'Fragen', 'Antwort'],
    pages: [
      ['/', 'Fragen', ''],
      ['/library', 'Bibliothek', '36 Dokumente'],
      ['/search?q=conflicts', 'Suche', 'durchsuchten Dokumenten'],
      ['/records', 'Nachweise', 'Zitiert'],
      ['/decisions', 'Entscheidungen', 'Keine Entscheidungen'],
      ['/log', 'Protokoll', 'Protokoll prüfen'],
      ['/models', 'Modelle', 'starter-embedder-2'],
      ['/admin/people', 'Personen', 'Zuletzt aktiv'],
    ],
    pictures: { desk: '/', phone: '/library' },
  },
  ja: {
    name: 'japanese',
    scheme: 'dark',
    asking: ['質問', '質問する', '回答'],
    pages: [
      ['/', '質問', ''],
      ['/library', 'ライブラリ', '文書36件'],
      ['/search?q=conflicts', '検索', '検索した文書'],
      ['/records', '記録', '引用'],
      ['/decisions', '決定', '決定はありません'],
      ['/log', 'ログ', 'ログを検証'],
      ['/models', 'モデル', 'starter-embedder-2'],
      ['/admin/people', '利用者', '最終利用'],
    ],
    pictures: { desk: '/', phone: '/records' },
  },
};
