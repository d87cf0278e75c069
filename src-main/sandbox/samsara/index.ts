export { createSamsaraSandbox } from './server.ts';
export type { SamsaraSandbox, SamsaraSandboxOptions } from './server.ts';
export { faultCatalogue, faultNames } from './faults.ts';
