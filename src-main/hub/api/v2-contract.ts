import { auditV2Contract } from '../audit/contract.ts';
import { hubV1Contract } from './v1-contract.ts';

/** Version 2: lists go on from a cursor instead of an offset. Everything else is version 1's. */
export const hubV2Contract = { ...hubV1Contract, audit: auditV2Contract };
