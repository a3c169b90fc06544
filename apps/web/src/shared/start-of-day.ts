/**
 * When a day begins for the reader, as an ISO date-time.
 * @param day `YYYY-MM-DD`, in the reader's time zone.
 * @param later Whole days after it.
 */
export function startOfDay(day: string, later = 0): string {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + later);
  return at.toISOString();
}
