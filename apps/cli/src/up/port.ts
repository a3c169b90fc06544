import { createServer } from 'node:net';
import { KnowledgeError } from '#knowledge';

/** Found out before anything else is started. */
export class PortTaken extends KnowledgeError {
  readonly code = 'service.port_taken';
  readonly kind = 'conflict';
  constructor(port: number) {
    super(`Port ${port} is in use by another program. Choose another with --port N, or --port 0 for any free one.`);
  }
}

/** The host is none of this machine's, or the port needs rights that this user has not. */
export class PortForbidden extends KnowledgeError {
  readonly code = 'service.port_forbidden';
  readonly kind = 'forbidden';
  constructor(host: string, port: number) {
    super(`This user may not listen on ${host}:${port}. Choose a port from 1024 on with --port N, and check HOST.`);
  }
}

/** Find out now, before anything is started, whether the port can be had. @throws PortTaken, PortForbidden */
export function checkPort(host: string, port: number): Promise<void> {
  if (port === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port) : new PortForbidden(host, port)),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
