import { z } from 'zod';

const HOST = /^(?!-)[a-z0-9_.-]{1,253}(?<!-)$/i;
const isHost = (text: string): boolean =>
  HOST.test(text) || z.ipv6().safeParse(text.replace(/^\[(.*)\]$/, '$1')).success;

/** Names and addresses, by commas: single hosts, because a network would open whatever else is in it. */
export const privateHosts = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  )
  .refine((list) => list.every(isHost), {
    error: 'must be names or addresses of hosts, separated by commas, without ports and networks',
  })
  .default([]);

/** Where connections may go besides the public internet and the servers that a setting of their own names. */
export interface OutboundSettings {
  readonly privateHosts: readonly string[];
}
