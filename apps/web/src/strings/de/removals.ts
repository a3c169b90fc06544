import type { Strings } from '../en/index.js';
import { documents, number, ofDocuments } from './wording.js';

export const removals: Strings['removals'] = {
  title: 'Entfernte Sammlungen',
  remove: 'Sammlung entfernen',
  confirmTitle: 'Diese Sammlung entfernen?',
  confirmBody: (name) =>
    `„${name}“ und ihre Dokumente werden nicht mehr durchsucht. Antworten in den Aufzeichnungen behalten ihre Belege, und Sie können alles zurückholen. Dokumente unter einer Aufbewahrungssperre bleiben, und mit ihnen die Sammlung.`,
  cancel: 'Anhalten',
  cancelOne: (name) => `Entfernen von ${name} anhalten`,
  restore: 'Zurückholen',
  restoreOne: (name) => `${name} zurückholen`,
  hint: 'Eine entfernte Sammlung lässt sich mit den Dokumenten, die mit ihr entfernt wurden, zurückholen, bis diese gelöscht werden.',
  states: {
    removing: (name, done, total) => `„${name}“ wird entfernt: ${number(done)} von ${ofDocuments(total)}`,
    removed: (name, done) => `„${name}“ wurde mit ${ofDocuments(done)} entfernt.`,
    kept: (name, done, kept) =>
      `Aus „${name}“ entfernt: ${documents(done)}. ${documents(kept)} mussten bleiben, und mit ihnen die Sammlung.`,
    cancelled: (name, done) => `Angehalten: Aus „${name}“ entfernt sind ${documents(done)}.`,
    restoring: (name, done) => `„${name}“ wird zurückgeholt: noch ${documents(done)}`,
  },
};
