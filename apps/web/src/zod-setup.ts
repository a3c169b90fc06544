// Imported before any schema is built: the page's policy forbids `eval`, which zod would otherwise probe for.
import { config } from 'zod';

config({ jitless: true });
