import { generationOfTable, scratchOfTable, tableNameFor } from './table-name.js';

it('gives the library one table a generation, and each scratch collection its own', () => {
  expect(tableNameFor(3)).toBe('chunks_3');
  expect(tableNameFor(3, '0b6e1f9c-9a57-4c3e-8a54-5f0f5b2e7d11')).toBe('chunks_3_0b6e1f9c9a574c3e8a545f0f5b2e7d11');
  expect(tableNameFor('../starter')).toBe('chunks_..-starter');
});

it('reads the scratch collection back from its table, and from no others', () => {
  expect(scratchOfTable(tableNameFor('g12', '0b6e1f9c-9a57-4c3e-8a54-5f0f5b2e7d11'))).toBe(
    '0b6e1f9c-9a57-4c3e-8a54-5f0f5b2e7d11',
  );
  expect([tableNameFor('g12'), 'chunks_g1_', 'other'].map(scratchOfTable)).toEqual([null, null, null]);
});

it('reads the generation back from its tables, and from no others', () => {
  expect(generationOfTable(tableNameFor('g12'))).toBe('g12');
  expect(generationOfTable(tableNameFor('g1', '0b6e1f9c-9a57-4c3e-8a54-5f0f5b2e7d11'))).toBe('g1');
  expect(['chunks_1', 'chunks_latency', 'chunks_g1_', 'other'].map(generationOfTable)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
