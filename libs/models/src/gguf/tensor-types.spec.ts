import { isRepacked } from './tensor-types.js';

const Q4_0 = 2;
const Q8_0 = 8;
const F32 = 0;

describe('isRepacked', () => {
  it.each([
    ['a matrix in Q4_0, on any processor', Q4_0, 'blk.0.attn_q.weight', false, false, true],
    ['one in Q8_0, for AMX alone', Q8_0, 'blk.0.attn_q.weight', false, true, true],
    ['one in Q8_0', Q8_0, 'blk.0.attn_q.weight', false, false, false],
    ['words that are read and written, for AMX', Q8_0, 'token_embd.weight', true, true, true],
    ['words that are read alone', Q8_0, 'token_embd.weight', false, true, false],
    ['words that are read and written, elsewhere', Q4_0, 'token_embd.weight', true, false, false],
    ['what is not quantized', F32, 'blk.0.attn_q.weight', false, true, false],
    ['a bias', Q4_0, 'blk.0.attn_q.bias', false, true, false],
  ])('tells of %s', (_what, type, name, isTied, amx, expected) => {
    expect(isRepacked(type, name, { isTied, amx })).toBe(expected);
  });
});
