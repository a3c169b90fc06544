import { dayOf, documentFacts } from './document-facts.js';
import { documentTypeOf, mediaTypesNamed, TYPE_NAMES } from './document-types.js';

describe('documentFacts', () => {
  it('prefers what people gave over what a model read, and what the document says over when it came', () => {
    const proposed = [
      { key: 'author', value: 'Guessed' },
      { key: 'matter', value: ' 2024-0017 ' },
      { key: 'date', value: '2023' },
    ];
    const receivedAt = new Date('2025-05-06T23:00:00Z');
    const facts = documentFacts({ metadata: { author: 'Ada Lovelace', language: 'de-AT' }, proposed, receivedAt });
    expect(facts).toEqual({ authors: ['Ada Lovelace'], language: 'de', matter: '2024-0017', date: '2023-01-01' });
    expect(documentFacts({ metadata: { date: 'soon' }, receivedAt }).date).toBe('2025-05-06');
  });

  it('takes a date by its beginning and refuses days that no calendar has', () => {
    const days = [
      '2024',
      '2024-02',
      '2024-02-29',
      '2024-02-29T10:00:00Z',
      '2023-02-29',
      '2024-13',
      '20240229',
      'May 2024',
    ];
    expect(days.map(dayOf)).toEqual(['2024-01-01', '2024-02-01', '2024-02-29', '2024-02-29', null, null, null, null]);
  });
});

describe('type names', () => {
  it('stand for what they are the name of', () => {
    expect(mediaTypesNamed('PDF')).toEqual(['application/pdf']);
    expect(mediaTypesNamed('email')).toEqual([
      ...['application/vnd.ms-outlook', 'application/ms-tnef', 'message/rfc822', 'application/mbox'],
    ]);
    expect(mediaTypesNamed('text/x-new')).toEqual(['text/x-new']);
    expect(mediaTypesNamed('constructor')).toBeNull();
    for (const name of TYPE_NAMES) expect(mediaTypesNamed(name)).not.toHaveLength(0);
    expect(documentTypeOf('application/x-new')).toBe('new');
  });
});
