/** Whether a failure is to be told as SCIM clients expect it. */
export const speaksScim = (path: string): boolean => path.startsWith('/scim/');

/** RFC 7644, 3.12; our own code stands beside. */
export const toScimError = ({ status, code, message }: { status: number; code: string; message: string }) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  ...{ status: String(status), detail: message, code },
  ...(status === 409 ? { scimType: 'uniqueness' } : {}),
  ...(status === 400 ? { scimType: 'invalidValue' } : {}),
});
