export { createSamsaraSandbox } from './server.ts';
export { sandboxHeader } from './http-answer.ts';
export type { SamsaraSandbox, SamsaraSandboxOptions } from './server.ts';
export { faultCatalogue, faultNames } from './faults.ts';
