import type { Strings } from '../en/index.js';
import { counted, decimal, number } from './wording.js';

const rank = (place: number | null) => (place === null ? 'nicht unter den ersten zehn' : `Platz ${number(place)}`);

export const searchIndex: Strings['searchIndex'] = {
  lead: 'Ein anderer Embedder braucht einen eigenen Index. Er wird neben dem dienenden aufgebaut, anhand der Prüffragen verglichen und dann umgeschaltet; der alte bleibt für den Weg zurück erhalten.',
  generations: 'Generationen des Index',
  states: {
    building: 'Wird aufgebaut',
    ready: 'Bereit',
    live: 'Dient',
    retired: 'Für den Weg zurück aufbewahrt',
    failed: 'Gescheitert',
  },
  rebuildTitle: 'Neuen Index aufbauen',
  embedder: 'Embedder',
  inUse: (name) => `${name} (eingesetzt)`,
  auto: 'Selbst umschalten, wenn die Prüffragen es erlauben',
  rebuild: 'Aufbauen',
  rebuildConfirm: 'Fragen werden währenddessen aus dem gegenwärtigen Index beantwortet.',
  started: 'Der neue Index wird aufgebaut.',
  notNow: 'Es wird bereits ein neuer Index aufgebaut.',
  progress: (generation) => `Fortschritt von ${generation}`,
  progressText: (done, total) => `${number(done)} von ${counted(total, 'Textstelle', 'Textstellen')}`,
  eta: (seconds) =>
    seconds < 90
      ? `noch etwa ${number(Math.max(1, Math.round(seconds)))} s`
      : `noch etwa ${number(Math.round(seconds / 60))} min`,
  measuring: 'Alle Textstellen sind enthalten; die Prüffragen werden ihm gestellt.',
  comparison: 'Prüffragen, alt und neu',
  comparisonOf: (from, to) => `${from} (dient) und ${to}`,
  compare: 'Beiden die Prüffragen stellen',
  compareAgain: 'Erneut vergleichen',
  never: 'Die Prüffragen wurden noch nicht beiden gestellt.',
  ranAt: (when) => `Gemessen ${when}`,
  figures: {
    questions: 'Fragen',
    hitAt1: 'Richtige Quelle zuerst',
    hitAt5: 'Unter den ersten fünf',
    mrr: 'Mittlerer reziproker Rang',
    ndcgAt10: 'nDCG@10',
  },
  figure: 'Kennzahl',
  serving: 'Dient jetzt',
  candidate: 'Neuer',
  change: 'Änderung',
  questions: 'Frage für Frage',
  ranks: (from, to) => `Richtige Quelle: jetzt ${rank(from)}, im neuen ${rank(to)}`,
  verdicts: { better: 'Besser', same: 'Gleich', worse: 'Schlechter', unknown: 'Nicht bekannt' },
  topOf: (question) => `Was beide zu „${question}“ finden`,
  found: 'Was beide finden',
  expectedMark: 'erwartet',
  hidden: 'Ein Dokument, das Sie nicht sehen dürfen',
  gateUntried: 'Nichts wurde verglichen',
  gateUntriedHint:
    'Es gibt keine Prüffragen, daher weiß niemand, ob der neue Index mehr oder weniger findet. Sie können umschalten und zurückkehren.',
  gateUntriedLink: 'Zuerst Prüffragen hinzufügen',
  gatePasses: 'Die Prüffragen erlauben das Umschalten',
  gateStops: 'Die Prüffragen sprechen gegen das Umschalten',
  gateMissing: (n) =>
    `${counted(n, 'Prüffrage wurde', 'Prüffragen wurden')} nicht beiden gestellt; vergleichen Sie zuerst.`,
  gateHeld: (figure, from, to) => `${figure}: bisher ${decimal(from, 3)}, jetzt ${decimal(to, 3)}.`,
  gateFall: (figure, from, to) => `${figure} fiel von ${decimal(from, 3)} auf ${decimal(to, 3)}`,
  gateFell: (falls, tolerance) => `${falls}; zulässig ist ein Rückgang um bis zu ${decimal(tolerance, 2)}.`,
  switchTo: (generation) => `Auf ${generation} umschalten`,
  switching: 'Wird umgeschaltet',
  switchAsked: (generation) => `${generation} dient in Kürze.`,
  forceTitle: 'Trotzdem umschalten?',
  forceBody: 'Die Prüffragen sprechen dagegen. Ihre Begründung wird im Protokoll aufbewahrt.',
  forceReason: 'Begründung',
  force: 'Trotzdem umschalten',
  rollBack: 'Zurückkehren',
  rollBackTo: (generation) => `Zu ${generation} zurückkehren`,
  rollBackTitle: 'Zum vorherigen Index zurückkehren?',
  rollBackBody: (generation, embedder) =>
    `Fragen werden wieder aus ${generation} (${embedder}) beantwortet. Der gegenwärtige Index wird aufbewahrt.`,
  cancelBuild: 'Aufbau abbrechen',
  dropOne: (generation) => `${generation} verwerfen`,
  dropTitle: (generation) => `${generation} verwerfen?`,
  dropBody:
    'Seine Vektoren werden gelöscht. Dokumente und Antworten bleiben unberührt; er kann wieder aufgebaut werden.',
  drop: 'Verwerfen',
};
