import { type Socket, connect } from 'node:net';
import type { AddressGuard } from './address-guard.js';
import { HostUnreachable } from './errors.js';

/**
 * A plain connection, for protocols other than HTTP, to an address that was looked at.
 * @throws AddressRefused, HostUnreachable
 */
export async function guardedSocket(
  guard: AddressGuard,
  { host, port, withinMs }: { host: string; port: number; withinMs: number },
): Promise<Socket> {
  const [{ address }] = await guard.resolve(host);
  const socket = connect({ host: address, port });
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => {
      socket.destroy();
      reject(new HostUnreachable(host, cause));
    };
    const timer = setTimeout(() => fail({ code: 'ETIMEDOUT' }), withinMs);
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.off('error', fail);
      resolve(socket);
    });
    socket.once('close', () => clearTimeout(timer));
    socket.once('connect', () => clearTimeout(timer));
  });
}
