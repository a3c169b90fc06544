import type { Strings } from '../en/index.js';
import { counted } from './wording.js';

export const feedback: Strings['feedback'] = {
  label: 'War das richtig?',
  up: 'Richtig',
  down: 'Nicht richtig',
  more: 'Mehr dazu sagen',
  thanks: 'Notiert. Vielen Dank.',
  form: 'Woran lag es?',
  reasons: 'Gründe',
  reasonNames: {
    wrong: 'Falsch',
    incomplete: 'Unvollständig',
    wrong_source: 'Falsche Quelle',
    outdated: 'Veraltet',
    unclear: 'Schwer verständlich',
    should_have_refused: 'Hätte nicht antworten sollen',
    should_have_answered: 'Hätte antworten sollen',
    other: 'Etwas anderes',
  },
  comment: 'Anmerkung',
  commentHint: 'Wird von denen gelesen, die diese Bibliothek betreuen.',
  source: 'Richtige Quelle',
  sourceHint: 'Das Dokument, in dem die Antwort steht. Tippen Sie, um zu suchen.',
  sourceNone: 'Kein Dokument passt dazu',
  page: 'Seite',
  save: 'Senden',
  counts: (up, down) =>
    `${counted(up, 'Person fand', 'Personen fanden')} dies richtig, ${counted(down, 'Person', 'Personen')} nicht.`,
  list: 'Rückmeldungen, die zu Prüffragen werden können',
  listEmpty:
    'Keine wartet. Eine Rückmeldung kann zur Prüffrage werden, wenn die Antwort richtig war oder die richtige Quelle genannt ist.',
  promote: 'Zur Prüffrage machen',
  promoteOne: (question) => `„${question}“ zur Prüffrage machen`,
  promoted: 'Zu den Prüffragen hinzugefügt.',
  by: (name) => `Von ${name}`,
};
