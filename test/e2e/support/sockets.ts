import { readdirSync, readlinkSync } from 'node:fs';
import { read } from './processes.js';

export interface Socket {
  readonly protocol: string;
  readonly local: string;
  /** `0.0.0.0` or `::` while nobody is at the other end. */
  readonly remote: string;
  readonly remotePort: number;
}

/** Internet sockets that a process holds open at this moment. @see proc(5), /proc/net/tcp */
export function socketsOf(pid: number): Socket[] {
  const own = inodesOf(pid);
  if (own.size === 0) return [];
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((protocol) => {
    const rows = (read(pid, `net/${protocol}`) ?? '').trim().split('\n').slice(1);
    const fields = rows.map((row) => row.trim().split(/\s+/)).filter((row) => own.has(row[9] ?? ''));
    return fields.map((row) => ({
      protocol,
      local: endOf(row[1]!).address,
      remote: endOf(row[2]!).address,
      remotePort: endOf(row[2]!).port,
    }));
  });
}

export const isLoopback = (address: string): boolean =>
  /^127\./.test(address) || address === '::1' || /^::ffff:127\./.test(address);
export const isNobody = (address: string): boolean => address === '0.0.0.0' || address === '::';

function inodesOf(pid: number): Set<string> {
  try {
    const links = readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
    return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  } catch {
    return new Set();
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** `0100007F:0050`: groups of four bytes in the machine's order, then the port. */
function endOf(text: string): { address: string; port: number } {
  const [hex = '', port = '0'] = text.split(':');
  const bytes = hex.match(/.{8}/g)!.flatMap((group) =>
    group
      .match(/../g)!
      .reverse()
      .map((pair) => Number.parseInt(pair, 16)),
  );
  return { address: bytes.length === 4 ? bytes.join('.') : v6Of(bytes), port: Number.parseInt(port, 16) };
}

function v6Of(bytes: readonly number[]): string {
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  if (isMapped) return `::ffff:${bytes.slice(12).join('.')}`;
  if (bytes.every((byte) => byte === 0)) return '::';
  if (bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1) return '::1';
  return Array.from({ length: 8 }, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16)).join(':');
}
