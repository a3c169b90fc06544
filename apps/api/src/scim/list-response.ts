/** RFC 7644, section 3.1. */
export const SCIM_TYPE = 'application/scim+json';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** RFC 7644, 3.4.2. @param total Of all that match. @param startIndex From 1. */
export const listOf = (resources: readonly unknown[], total: number, startIndex: number): Record<string, unknown> => ({
  schemas: [LIST],
  totalResults: total,
  ...{ startIndex, itemsPerPage: resources.length },
  Resources: resources,
});
