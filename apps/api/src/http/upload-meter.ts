import type { Request } from 'express';

const LOOK_EVERY_MS = 200;
/** What uploads are charged by, each once begun. */
export const MEGABYTE = 1024 * 1024;

/**
 * Charge for a body that did not tell its length while it arrives: each megabyte once it is begun, but for the first, which is
 * to be charged before anything is read. Where the charge is refused the sender loses the connection.
 */
export function meterUpload(request: Request, charge: (megabytes: number) => Promise<void>): void {
  const { socket } = request;
  const before = socket.bytesRead;
  let charged = 1;
  const look = () => {
    const begun = Math.ceil((socket.bytesRead - before) / MEGABYTE);
    if (begun <= charged) return;
    const more = begun - charged;
    charged = begun;
    charge(more).catch(() => socket.destroy());
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  request.once('close', () => {
    clearInterval(timer);
    look();
  });
}
