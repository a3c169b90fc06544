import type { Strings } from '../en/index.js';
import { documents, number, ofDocuments } from './wording.js';

export const selection: Strings['selection'] = {
  title: 'Ausgewählte Dokumente',
  one: (title) => `${title} auswählen`,
  page: 'Alle auf dieser Seite auswählen',
  chosen: (n) => `${documents(n)} ausgewählt`,
  all: (n) => `Alle ${number(n)} passenden auswählen`,
  first: (most, n) => `Die ersten ${number(most)} von ${number(n)} passenden auswählen`,
  clear: 'Auswahl aufheben',
  matter: 'Vorgang festlegen',
  matterTitle: (n) => `Vorgang von ${ofDocuments(n)} festlegen`,
  matterHint: 'Informationsbarrieren um einen Vorgang gelten sofort für alles, was ihm zugeordnet ist.',
  set: (matter) => `${matter} zuordnen`,
  setNone: 'Keinem Vorgang zuordnen',
  retry: (n) => `${number(n)} nicht lesbare erneut lesen`,
  remove: 'Entfernen',
  removeTitle: (n) => `${documents(n)} entfernen?`,
  removeBody:
    'Ausgewähltes wird nicht mehr durchsucht. Nachgewiesene Antworten behalten ihre Belege, und Sie können dies rückgängig machen.',
  work: 'Arbeit an der Auswahl',
  doing: {
    matter: (done, total) => `Vorgang wird festgelegt: ${number(done)} von ${ofDocuments(total)}`,
    matterBack: (done, total) =>
      `Der frühere Vorgang wird wiederhergestellt: ${number(done)} von ${ofDocuments(total)}`,
    retry: (done, total) => `Wird erneut eingereiht: ${number(done)} von ${ofDocuments(total)}`,
    remove: (done, total) => `Wird entfernt: ${number(done)} von ${ofDocuments(total)}`,
    restore: (done, total) => `Wird zurückgeholt: ${number(done)} von ${ofDocuments(total)}`,
  },
  done: {
    matter: (n) => `Der Vorgang von ${ofDocuments(n)} ist festgelegt.`,
    matterBack: (n) => `${documents(n)} wieder dem früheren Vorgang zugeordnet.`,
    retry: (n) => `${documents(n)} erneut eingereiht.`,
    remove: (n) => `${documents(n)} entfernt.`,
    restore: (n) => `${documents(n)} zurückgeholt.`,
  },
  stop: 'Anhalten',
  left: (n) => `${documents(n)} unverändert, weiterhin ausgewählt.`,
  brokenOff: 'Vorzeitig abgebrochen',
  refused: (n) => `Bei ${ofDocuments(n)} nicht möglich, weiterhin ausgewählt:`,
  notUndone: (n) => `Bei ${ofDocuments(n)} nicht rückgängig zu machen:`,
  because: (title, reason) => `${title}: ${reason}`,
  more: (n) => `und ${number(n)} weitere`,
};
