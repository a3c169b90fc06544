export * from './address-guard.js';
export { type AddressPlace, isPublicAddress, placeOfAddress } from './classify-address.js';
export * from './errors.js';
export * from './guarded-agents.js';
export * from './guarded-fetch.js';
export * from './guarded-socket.js';
export { refusalIn } from './refusal-in.js';
export * from './guarded-request.js';
export { type Mail, sendMail } from './send-mail.js';
