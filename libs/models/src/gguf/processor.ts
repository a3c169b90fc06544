import { readFileSync } from 'node:fs';

let amx: boolean | undefined;

/** Whether this machine's processor multiplies 8-bit matrices in tiles (Intel AMX), for which llama.cpp keeps weights in an order of their own. */
export function hasAmx(): boolean {
  amx ??= flagsOfProcessor().includes('amx_int8');
  return amx;
}

function flagsOfProcessor(): readonly string[] {
  try {
    return /^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]?.trim().split(/\s+/) ?? [];
  } catch (error) {
    // Not Linux, where alone the library's AMX code is loaded.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
