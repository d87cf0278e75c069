import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { PhoneHostContract } from '../../src-main/shell/phone/contract.ts';
import { shellLink } from '../platform/client.ts';

/** The shell, as it is for this page alone: orders come in, the state goes out. */
export const hostClient: ContractRouterClient<PhoneHostContract> = createORPCClient(shellLink.link);
