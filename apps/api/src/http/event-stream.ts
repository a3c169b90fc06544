import type { Response } from 'express';

const HEARTBEAT_MS = 15_000;

/** Server-sent events over one response. Sending after the client has gone is a no-op. */
export class EventStream<Event extends { event: string; data: unknown }> {
  private readonly heartbeat: NodeJS.Timeout;

  constructor(private readonly response: Response) {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      Connection: 'keep-alive',
      // Proxies that buffer would turn a stream into a long silence.
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    this.heartbeat = setInterval(() => this.write(': still here\n\n'), HEARTBEAT_MS);
    response.on('close', () => clearInterval(this.heartbeat));
  }

  send({ event, data }: Event): void {
    this.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** An event without a name, as OpenAI's protocol has them. @param data One line. */
  sendUnnamed(data: string): void {
    this.write(`data: ${data}\n\n`);
  }

  end(): void {
    clearInterval(this.heartbeat);
    if (!this.response.writableEnded) this.response.end();
  }

  private write(text: string): void {
    if (!this.response.writableEnded && !this.response.destroyed) this.response.write(text);
  }
}
