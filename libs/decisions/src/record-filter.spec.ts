import { aVisibility } from '#testing';
import { recordsAskedFor } from './record-filter.js';

describe('what records are narrowed to', () => {
  it('is everything where nothing is asked for', () => {
    const parameters: unknown[] = ['before'];
    expect(recordsAskedFor({}, 'a', parameters)).toBe('TRUE');
    expect(parameters).toEqual(['before']);
  });

  it('is one of the models that took part, and one of the verdicts', () => {
    const parameters: unknown[] = [];
    expect(recordsAskedFor({ model: 'honest', verdict: 'unsupported' }, 'a', parameters)).toBe(
      'TRUE AND a.models @> ARRAY[$1::text] AND a.verdicts @> ARRAY[$2::text]',
    );
    expect(parameters).toEqual(['honest', 'unsupported']);
  });

  it('holds every condition, its values behind those that were there', () => {
    const parameters: unknown[] = ['before'];
    const collection = { id: 'c', visibility: aVisibility('all') };
    const condition = recordsAskedFor(
      { until: '2026-01-02T00:00:00+23:00', outcome: 'refused', collection },
      'a',
      parameters,
    );
    expect(condition).toMatch(
      /^TRUE AND a\.created_at < \$2::timestamptz AND a\.outcome = \$3::text AND a\.erased_by IS NULL AND EXISTS/,
    );
    expect(condition).toContain('found.id = ANY(a.documents) AND found.collection_id = $4::uuid AND ');
    expect(parameters.slice(0, 4)).toEqual(['before', new Date('2026-01-01T01:00:00Z'), 'refused', 'c']);
  });
});
