import { costOf } from './request-cost.js';

const cost = (method: string, path: string, more: { headers?: Record<string, string>; body?: unknown } = {}) =>
  costOf({ method, path, headers: {}, body: undefined, ...more });

describe('what a request costs', () => {
  it.each([
    ['POST', '/api/v1/questions'],
    ['POST', '/api/v1/conversations/5/questions'],
    ['POST', '/api/v1/conversations/5/turns/6/regenerate'],
    ['POST', '/v1/chat/completions'],
    ['POST', '/api/v1/records/5/replay'],
  ])('%s %s is a question', (method, path) => expect(cost(method, path).questions).toBe(1));

  it.each([
    ['GET', '/api/v1/questions'],
    ['POST', '/api/v1/search'],
    ['POST', '/mcp'],
  ])('%s %s is none', (method, path) => expect(cost(method, path).questions).toBe(0));

  it('counts the tool that asks', () => {
    const call = { method: 'tools/call', params: { name: 'ask' } };
    expect(cost('POST', '/mcp', { body: call }).questions).toBe(1);
    expect(cost('POST', '/mcp', { body: [call, { method: 'ping' }, call] }).questions).toBe(2);
    expect(cost('POST', '/mcp', { body: [{ method: 'tools/call' }] }).questions).toBe(0);
  });

  it('counts each message of a batch as a request, and an empty one as one', () => {
    const of = (path: string, body: unknown) => cost('POST', path, { body }).requests;
    expect(of('/mcp', Array(100).fill({ method: 'tools/call', params: { name: 'search' } }))).toBe(100);
    expect([of('/mcp', []), of('/mcp', { method: 'ping' }), of('/api/v1/search', [1, 2])]).toEqual([1, 1, 1]);
  });

  it('counts begun megabytes of uploads', () => {
    const of = (length: string) => cost('POST', '/api/v1/documents', { headers: { 'content-length': length } });
    expect(of('1').uploadMegabytes).toBe(1);
    expect(of(String(3 * 1024 * 1024 + 1)).uploadMegabytes).toBe(4);
    expect(of('not a number').uploadMegabytes).toBe(0);
  });

  it('charges the first megabyte of an upload that does not tell its length, and says that the rest is to be counted', () => {
    const chunked = { headers: { 'transfer-encoding': 'chunked' } };
    expect(cost('POST', '/api/v1/documents', chunked)).toMatchObject({ uploadMegabytes: 1, isMetered: true });
    expect(cost('POST', '/api/v1/models/import', chunked)).toMatchObject({ uploadMegabytes: 1, isMetered: true });
    expect(cost('POST', '/api/v1/search', chunked)).toMatchObject({ uploadMegabytes: 0, isMetered: false });
    expect(cost('POST', '/api/v1/documents', { headers: { 'content-length': '5' } }).isMetered).toBe(false);
  });

  it('lets probes be', () => expect(cost('GET', '/health/ready').isProbe).toBe(true));
});
