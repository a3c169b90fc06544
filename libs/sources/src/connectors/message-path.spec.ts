import { documentPath } from '#ingestion';
import fc from 'fast-check';
import { messagePath } from './message-path.js';

it('reads well', () => {
  expect(messagePath('INBOX', 7, 'Re: Budget 2026/27', new Date('2026-03-01T23:00:00Z'))).toBe(
    'INBOX/2026-03-01 Re Budget 2026 27 (7).eml',
  );
  expect(messagePath('Archive/2025', 1, '', undefined)).toBe('Archive/2025/No subject (1).eml');
});

it('is a place that a collection takes, whatever the subject says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), (subject, uid) => {
      const path = messagePath('INBOX', uid, subject, new Date(0));
      expect(documentPath(path)).toBe(path);
    }),
  );
});
