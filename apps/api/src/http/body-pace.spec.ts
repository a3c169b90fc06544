import { jest } from '@jest/globals';
import type { Request, Response } from 'express';
import { keepPace } from './body-pace.js';

const A_MINUTE_AND_A_BIT_MS = 65_000;

function aRequest(type: string) {
  const socket = {
    bytesRead: 10,
    destroyed: false,
    destroy() {
      this.destroyed = true;
    },
  };
  const request = {
    headers: { 'content-length': '100', 'content-type': type },
    ...{ complete: false, isPaused: () => false, socket: socket as typeof socket | null },
  };
  keepPace(request as unknown as Request, {} as Response, () => undefined);
  return { request, socket };
}

describe('a body on its way', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('of which nothing comes is cut off after half a minute', () => {
    const { socket } = aRequest('application/octet-stream');
    jest.advanceTimersByTime(25_000);
    expect(socket.destroyed).toBe(false);
    jest.advanceTimersByTime(15_000);
    expect(socket.destroyed).toBe(true);
  });

  it('that was answered before it came is cut off as well, though its request has lost its socket', () => {
    const { request, socket } = aRequest('application/json');
    request.socket = null;
    jest.advanceTimersByTime(A_MINUTE_AND_A_BIT_MS);
    expect(socket.destroyed).toBe(true);
  });

  it('comes drop by drop: an upload may, anything else has a minute', () => {
    const [upload, other] = [aRequest('multipart/form-data; boundary=x'), aRequest('application/json')];
    for (let n = 0; n < 13; n++) {
      for (const { socket } of [upload, other]) socket.bytesRead += 1;
      jest.advanceTimersByTime(5_000);
    }
    expect([upload, other].map(({ socket }) => socket.destroyed)).toEqual([false, true]);
  });

  it('that has come is let be, and so is its connection', () => {
    const { request, socket } = aRequest('application/json');
    request.complete = true;
    jest.advanceTimersByTime(A_MINUTE_AND_A_BIT_MS);
    expect(socket.destroyed).toBe(false);
  });
});
