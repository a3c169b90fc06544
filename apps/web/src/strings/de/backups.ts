import type { Strings } from '../en/index.js';

export const backups: Strings['backups'] = {
  lead: 'Eine Sicherung enthält alles, was zu dieser Installation gehört, so wie es in einem Augenblick war, und ist verschlüsselt. Erstellt und zurückgespielt wird sie auf dem Rechner selbst.',
  newest: 'Neueste Sicherung',
  none: 'Es gibt noch keine Sicherung',
  noneSince: 'Seit dem Zurückspielen dieser Installation gibt es keine Sicherung',
  restored: (backup, at) => `Zurückgespielt wurde sie am ${at} aus der Sicherung ${backup}.`,
  noneHint:
    'Lassen Sie mit der Einstellung BACKUP_FOLDER jede Nacht eine erstellen, oder erstellen Sie eine auf der Kommandozeile.',
  made: (when, size) => `Erstellt ${when}, ${size}`,
  verified: (when) => `Vollständig befunden ${when}`,
  unverified: 'Vom Dienst nicht geprüft',
  overdue: 'Zu alt',
  failed: (when) => `Fehlgeschlagen ${when}`,
  failedHint: 'Sehen Sie im Protokoll des Workers nach, und erstellen Sie eine von Hand.',
  how: 'Auf dem Rechner',
  howTo: {
    make: 'Eine erstellen, während der Dienst läuft',
    verify: 'Jedes Byte noch einmal lesen',
    restore: 'In einen leeren Ordner zurückspielen',
  },
  key: 'Der Schlüssel des Tresors ist in keiner Sicherung, und ohne ihn öffnet sich keine: Bewahren Sie eine Kopie davon getrennt auf.',
};
