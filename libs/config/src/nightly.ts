import { z } from 'zod';

/** `02:15` of each day in UTC as a pattern of cron; null for `off`. */
export const nightly = z
  .union([z.literal('off'), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)], { error: 'must be HH:MM or off' })
  .transform((text) => {
    const [hour, minute] = text.split(':').map(Number);
    return text === 'off' ? null : `${minute} ${hour} * * *`;
  });
