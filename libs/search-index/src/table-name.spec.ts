import { tableNameFor } from './table-name.js';

it('gives the library one table a generation, and each scratch collection its own', () => {
  expect(tableNameFor(3)).toBe('chunks_3');
  expect(tableNameFor(3, '0b6e1f9c-9a57-4c3e-8a54-5f0f5b2e7d11')).toBe('chunks_3_0b6e1f9c9a574c3e8a545f0f5b2e7d11');
  expect(tableNameFor('../starter')).toBe('chunks_..-starter');
});
