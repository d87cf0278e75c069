import type { AnyRouter } from '@orpc/server';
import type { Core } from '../../core/index.ts';
import { implementContract } from '../../core/platform/implementer.ts';
import type { createReferralOffice } from '../../core/referral/index.ts';
import type { Access } from '../access/index.ts';
import type { Audit } from '../audit/index.ts';
import type { HubContext } from '../hub-context.ts';
import type { HubPhone } from '../phone/index.ts';
import type { ApiVersion } from '../web/versions.ts';
import { hubV1Contract } from './v1-contract.ts';
import { hubV2Contract } from './v2-contract.ts';

export type HubRouters = Readonly<Record<ApiVersion, AnyRouter>>;

/** Both versions over the same services. */
export function createRouters(deps: {
  readonly core: Pick<Core, 'router'>;
  readonly access: Pick<Access, 'router'>;
  readonly audit: Pick<Audit, 'v1' | 'v2'>;
  readonly phone: Pick<HubPhone, 'router'>;
  readonly referral: Pick<ReturnType<typeof createReferralOffice>, 'router' | 'syncRouter'>;
}): HubRouters {
  const { core, access, audit, phone, referral } = deps;
  const shared = {
    ...core.router,
    access: access.router,
    hub: { watchHub: core.router.hub.watchHub },
    phoneOffice: phone.router,
    // The office's in place of the desk's.
    referral: referral.router,
    referralSync: referral.syncRouter,
  };
  const v1 = implementContract<typeof hubV1Contract, HubContext>(hubV1Contract);
  const v2 = implementContract<typeof hubV2Contract, HubContext>(hubV2Contract);
  return {
    1: v1.router({ ...shared, audit: audit.v1 }),
    2: v2.router({ ...shared, audit: audit.v2 }),
  };
}
