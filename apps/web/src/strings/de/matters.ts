import type { Strings } from '../en/index.js';

export const matters: Strings['matters'] = {
  matter: 'Vorgang',
  none: 'Kein Vorgang',
  uploadUnder: 'Unter Vorgang',
  uploadHint: 'Neue Dateien werden ihm sofort zugeordnet, bevor jemand sie sehen kann.',
  settled: (number) => (number === null ? 'Keinem Vorgang mehr zugeordnet.' : `Jetzt unter ${number}.`),
  requires: 'Eine Frage muss einen Vorgang nennen',
  requiresHint: 'Fragen an diese Sammlung oder an alle Sammlungen werden sonst abgewiesen.',
  asked: (names) =>
    `Nennen Sie ein Aktenzeichen: ${names.join(', ')} ${names.length > 1 ? 'verlangen' : 'verlangt'} es bei jeder Frage.`,
};
