/** Bytes with a binary unit: `812 B`, `3.4 MiB`. */
export function bytes(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(count) / 10));
  return step === 0 ? `${count} B` : `${(count / 1024 ** step).toFixed(1)} ${units[step] ?? ''}`;
}

/** Seconds as a person says them: `42 s`, `3 min 5 s`, `2 h 10 min`, `4 d 3 h`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
  return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3_600)} h`;
}

/** An ISO time to the minute, in UTC: `2024-03-01 09:30`. */
export function minute(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

/** A count with its noun: `1 file`, `3 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Rounded to so many decimals, as a number. */
export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
