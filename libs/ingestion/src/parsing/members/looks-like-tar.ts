const BLOCK = 512;
const SUM_AT = 148;
const SUM_LENGTH = 8;

/** Whether bytes begin like a TAR archive: its first header states the sum of its own bytes. */
export function looksLikeTar(head: Uint8Array): boolean {
  if (head.length < BLOCK) return false;
  const isSum = (i: number) => i >= SUM_AT && i < SUM_AT + SUM_LENGTH;
  const sum = head.subarray(0, BLOCK).reduce((total, byte, i) => total + (isSum(i) ? 0x20 : byte), 0);
  const stated = Buffer.from(head.subarray(SUM_AT, SUM_AT + SUM_LENGTH)).toString('latin1');
  return sum !== SUM_LENGTH * 0x20 && Number.parseInt(stated.replace(/\0.*$/s, '').trim(), 8) === sum;
}
