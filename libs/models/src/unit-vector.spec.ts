import fc from 'fast-check';
import { unitVector, vectorFromBase64, vectorToBase64 } from './unit-vector.js';

const finite = fc.float({ noNaN: true, noDefaultInfinity: true, min: -(2 ** 40), max: 2 ** 40 });

describe('unitVector', () => {
  it('has length 1, whatever it is made from', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 50 }), (values) => {
        expect(Math.hypot(...unitVector(values))).toBeCloseTo(1, 3);
      }),
    );
  });

  it('survives the trip as base64', () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 1 }), (vector) => {
        expect(vectorFromBase64(vectorToBase64(vector))).toEqual(vector);
      }),
    );
  });
});
