import { z } from 'zod';

/** The id of a document, revision or record in a route. */
export const idInPath = z.uuid('The address needs an id as the lists give it: a UUID.');
