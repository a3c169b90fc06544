import type { Strings } from '../en/index.js';
import { counted, documents, number, passages } from './wording.js';

const records = (n: number) => counted(n, 'Nachweis', 'Nachweise');
const decisions = (n: number) => counted(n, 'Entscheidung', 'Entscheidungen');
const things = (n: number) => counted(n, 'Objekt', 'Objekte');

export const stewardship: Strings['stewardship'] = {
  title: 'Aufbewahren, Löschen',
  lead: 'Was nicht gelöscht werden darf, wie lange das Übrige bleibt, und was endgültig gelöscht wurde.',
  viewsLabel: 'Teile von Aufbewahren und Löschen',
  views: { holds: 'Aufbewahrungssperren', retention: 'Fristen', erasures: 'Löschungen', backups: 'Sicherungen' },
  forbidden: 'Der Administration und der Revision vorbehalten',
  forbiddenHint: 'Wenden Sie sich an die Administration.',
  cancel: 'Abbrechen',
  reason: 'Begründung',
  needsReason: 'Geben Sie eine Begründung an.',
  kinds: {
    document: 'Dokument',
    collection: 'Sammlung',
    matter: 'Vorgang',
    person: 'Person',
    decision: 'Entscheidung',
    records: 'Nachweise',
  },
  needsObject: 'Geben Sie an, worum es geht.',
  holds: {
    place: 'Aufbewahrungssperre setzen',
    placeHint: 'Solange sie gilt, wird nichts, was sie erfasst, entfernt, ausgesondert oder endgültig gelöscht.',
    kind: 'Was gesperrt wird',
    show: 'Anzeigen',
    which: { standing: 'Geltende', all: 'Alle' },
    empty: 'Keine Aufbewahrungssperre gilt',
    emptyHint: 'Setzen Sie eine, wenn ein Streit oder eine Prüfung absehbar ist.',
    lift: 'Aufheben',
    liftOne: (name) => `Aufbewahrungssperre für ${name} aufheben`,
    liftHint: (name) => `Was die Sperre für ${name} erfasst, darf wieder gelöscht werden.`,
    covers: (n, r, d) => `Erfasst ${documents(n)}, ${records(r)} und ${decisions(d)}`,
    placed: (by, when) => `Gesetzt von ${by}, ${when}`,
    lifted: (by, when, why) => `Aufgehoben von ${by}, ${when}: ${why}`,
    badge: 'Aufgehoben',
    unnamed: 'Etwas, das Sie nicht sehen dürfen',
  },
  retention: {
    lead: 'Was keiner Sperre unterliegt, wird nach Ablauf seiner Frist mit einer Bescheinigung ausgesondert. Ohne Regel bleibt es für immer.',
    scope: 'Was',
    rule: 'Regel',
    days: 'Tage',
    daysAfter: ' Tage',
    rules: {
      for_ever: 'Für immer aufbewahren',
      after_removal: 'Nach dem Entfernen des Dokuments',
      after_revision: 'Nach der neuesten Fassung',
      after_answer: 'Nach der Antwort',
      after_closing: 'Nach Ablehnung, Rücknahme oder Ablösung',
      after_last_step: 'Nach dem letzten Schritt, auch genehmigte',
      as_all: 'Wie alle Entscheidungen',
    },
    records: 'Nachweise von Antworten',
    decisions: 'Entscheidungen',
    decisionsOn: (collection) => `Entscheidungen zu ${collection}`,
    byCollection: 'Entscheidungen nach Sammlung',
    byCollectionHint:
      'Für Entscheidungen, die auf Dokumenten einer Sammlung beruhen. Treffen mehrere Regeln zusammen, wird eine Entscheidung erst ausgesondert, wenn jede es zulässt; genehmigte bleiben, bis der Tag ihrer nächsten Überprüfung vergangen ist.',
    ruleOf: (name) => `Regel für ${name}`,
    daysOf: (name) => `Tage für ${name}`,
    save: 'Speichern',
    saveOne: (name) => `Regel für ${name} speichern`,
    saved: (name) => `Die Regel für ${name} ist festgelegt.`,
    due: 'Was fällig ist',
    dueHint: 'Die Aussonderung läuft viermal am Tag von selbst.',
    look: 'Fälliges anzeigen',
    run: 'Jetzt aussondern',
    confirm: (n) =>
      `${things(n)} für immer aussondern? Jedes erhält eine Bescheinigung. Dies lässt sich nicht rückgängig machen.`,
    nothing: 'Nichts ist fällig.',
    found: (n) => `${things(n)} fällig`,
    done: (n, failed) =>
      failed === 0
        ? `${things(n)} ausgesondert.`
        : `${things(n)} ausgesondert, bei ${number(failed)} war es nicht möglich.`,
    item: (kind, id) => `${kind === 'document' ? 'Dokument' : kind === 'record' ? 'Nachweis' : 'Entscheidung'} ${id}`,
    since: (when) => `Frist gerechnet ab ${when}`,
  },
  erasures: {
    begin: 'Etwas endgültig löschen',
    lead: 'Beim endgültigen Löschen werden Schlüssel, Texte, Textstellen und Dateien für immer vernichtet. Hashes bleiben, und das Protokoll besteht weiterhin jede Prüfung.',
    kind: 'Was gelöscht wird',
    withRecords: 'Auch die Nachweise von Antworten löschen, die daraus zitieren',
    withRecordsHint: 'Sie enthalten Textstellen daraus.',
    withDecisions: {
      document: 'Auch die Entscheidungen löschen, die darauf beruhen',
      person: 'Auch die Entscheidungen löschen, die dieser Person gehören',
    },
    withDecisionsHint:
      'Sonst bleiben sie: Handlungen der Organisation, über die sie vielleicht Rechenschaft geben muss.',
    look: 'Ansehen, was verschwände',
    plan: 'Dies würde verschwinden',
    revisions: (n, chunks, bytes) =>
      `${counted(n, 'Fassung', 'Fassungen')} mit ${passages(chunks)}, Dateien von ${bytes}`,
    records,
    feedback: (n) => counted(n, 'Rückmeldung', 'Rückmeldungen'),
    conversations: (n) => counted(n, 'Unterhaltung', 'Unterhaltungen'),
    erasedDecisions: (n) => `${counted(n, 'Entscheidung', 'Entscheidungen')} mit allen Schritten und Verknüpfungen`,
    decisions: (n) =>
      n === 1
        ? `${number(n)} Entscheidung stützt sich auf diese Nachweise; sie bleibt, ohne die Antworten.`
        : `${number(n)} Entscheidungen stützen sich auf diese Nachweise; sie bleiben, ohne die Antworten.`,
    typeName: (name) => `Geben Sie zur Bestätigung „${name}“ ein`,
    wrongName: 'Das ist nicht der Name.',
    erase: 'Endgültig löschen',
    list: 'Löschungen, neueste zuerst',
    empty: 'Nichts wurde endgültig gelöscht',
    emptyHint: 'Was endgültig gelöscht wird, steht hier mit seiner Bescheinigung.',
    states: {
      waiting: 'Wartet auf eine weitere Person der Administration',
      done: 'Gelöscht',
      declined: 'Abgelehnt',
    },
    causes: { request: 'Auf Verlangen', retention: 'Frist abgelaufen' },
    parked:
      'Wer sie verlangt hat, ist gesperrt oder kein Administrator mehr. Lehnen Sie ab und verlangen Sie sie im eigenen Namen neu.',
    asked: (by, when) => `Verlangt von ${by}, ${when}`,
    done: (when, entry) => `Erledigt ${when}, Protokolleintrag ${number(entry)}`,
    approve: 'Genehmigen und löschen',
    decline: 'Ablehnen',
    approveOne: (id) => `Löschung von ${id} genehmigen`,
    declineOne: (id) => `Löschung von ${id} ablehnen`,
    approveHint: 'Was verlangt wurde, wird für immer gelöscht.',
    certificate: 'Bescheinigung speichern',
    certificateOf: (id) => `Bescheinigung zu ${id} speichern`,
    more: 'Seiten der Löschungen',
  },
};
