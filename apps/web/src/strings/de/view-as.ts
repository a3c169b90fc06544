import type { Strings } from '../en/index.js';
import { counted } from './wording.js';

export const viewAs: Strings['viewAs'] = {
  begin: 'Mit den Augen dieser Person sehen',
  beginAs: (name) => `Mit den Augen von ${name} sehen`,
  beginHint:
    'Sie sehen, was Sie beide sehen dürfen. Nichts ändert sich, und nach einer halben Stunde endet es von selbst.',
  reason: 'Begründung',
  reasonHint: 'Der Zugangsbericht zeigt sie, mit beiden Namen.',
  needsReason: 'Geben Sie eine Begründung an.',
  look: 'Ansehen',
  label: 'Sie sehen mit den Augen einer anderen Person',
  banner: (name, role) => `Sie sehen mit den Augen von ${name} (${role}).`,
  hint: (until) =>
    `Was Sie beide sehen dürfen: Bibliothek, Suche und was zitiert würde. Nichts ändert sich, das Protokoll nennt Sie beide, und um ${until} endet es.`,
  end: 'Beenden',
  title: 'Was zitiert würde',
  lead: 'Die Zitate, auf die sich eine Antwort an diese Person stützen würde. Nichts wird in ihrem Namen gefragt, und nichts wird als Antwort festgehalten.',
  question: 'Die Frage dieser Person',
  show: 'Zitate anzeigen',
  citations: 'Zitate',
  none: 'Nichts würde zitiert',
  documents: (n) => `${counted(n, 'Dokument ist', 'Dokumente sind')} sichtbar.`,
  closedTitle: 'Nicht verfügbar, solange Sie mit fremden Augen sehen',
  closedHint:
    'Privates, Fragen und alles, was etwas ändert, bleibt geschlossen. Beenden Sie die Ansicht, um als Sie selbst fortzufahren.',
};
