export const backups = {
  lead: 'A backup holds everything of this installation at one moment, encrypted. It is made and restored on the machine itself.',
  newest: 'Newest backup',
  none: 'No backup was made yet',
  noneHint: 'Have one made each night by the setting BACKUP_FOLDER, or make one by the command line.',
  made: (when: string, size: string) => `Made ${when}, ${size}`,
  verified: (when: string) => `Found whole ${when}`,
  unverified: 'Not checked by the service',
  overdue: 'Too old',
  failed: (when: string) => `Failed ${when}`,
  failedHint: 'Look into the log of the worker, and make one by hand.',
  how: 'On the machine',
  howTo: {
    make: 'Make one, while the service runs',
    verify: 'Read every byte again',
    restore: 'Restore into an empty folder',
  },
  key: 'The vault’s key is in no backup, and no backup opens without it: keep a copy of it apart.',
};
