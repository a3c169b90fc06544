import { Logger } from '@nestjs/common';
import { ModelCorrupt, ModelUnavailable } from '#models';
import type { Request } from 'express';
import { QueryFailedError } from 'typeorm';
import { ErrorFilter } from './error.filter.js';

beforeAll(() => {
  Logger.overrideLogger(false);
});

const filter = new ErrorFilter(1_000);
const request = { method: 'PATCH', path: '/api/v1/groups/1', headers: {} } as unknown as Request;
const failed = (code: string) =>
  new QueryFailedError('UPDATE x', [], Object.assign(new Error('duplicate key'), { code }));

it.each([
  ['23505', { status: 409, code: 'request.overtaken' }],
  // A directory that sends people takes a conflict for lasting, and asks again after these.
  ['40001', { status: 503, code: 'database.contended', retryAfterS: expect.any(Number) }],
  ['40P01', { status: 503, code: 'database.contended', retryAfterS: expect.any(Number) }],
])('tells who was overtaken (%s) so, and no insides', (code, expected) => {
  const told = filter.publish(failed(code), request);
  expect(told).toMatchObject(expected);
  expect(told.message).not.toMatch(/duplicate|UPDATE/);
});

it('takes any other statement that fails for a defect', () => {
  expect(filter.publish(failed('42601'), request)).toMatchObject({ status: 500, code: 'internal.unexpected' });
});

it('asks nobody to come back to what stays as it is until somebody mends it', () => {
  const [lasting, passing] = [new ModelCorrupt('Import it again.'), new ModelUnavailable('It starts.')];
  expect(filter.publish(lasting, request)).toEqual({ status: 503, code: 'model.corrupt', message: 'Import it again.' });
  expect(filter.publish(passing, request)).toMatchObject({ status: 503, retryAfterS: 5 });
});
