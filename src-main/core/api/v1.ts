import type { CoreStatusFeed } from '../core-status.ts';
import type { HubLink } from '../operations/hub-link/index.ts';
import type { Notifications } from '../operations/notifications/index.ts';
import type { Samsara } from '../operations/samsara/index.ts';
import type { Geofences } from '../operations/telematics/geofences/index.ts';
import type { Telematics } from '../operations/telematics/index.ts';
import type { Phone } from '../operations/twilio/index.ts';
import { implementContract } from '../platform/implementer.ts';
import type { ReferralDesk } from '../referral/index.ts';
import { v1Contract } from './v1-contract.ts';

/** The public API, version 1, assembled from the modules' routers. */
export function createV1Router(deps: {
  readonly status: CoreStatusFeed;
  readonly samsara: Pick<Samsara, 'router'>;
  readonly telematics: Pick<Telematics, 'router'>;
  readonly geofences: Pick<Geofences, 'router'>;
  readonly notifications: Pick<Notifications, 'router'>;
  readonly phone: Pick<Phone, 'router'>;
  readonly hubLink: Pick<HubLink, 'router'>;
  readonly referral: Pick<ReferralDesk, 'router'>;
}) {
  const v1 = implementContract(v1Contract);
  return v1.router({
    system: {
      watchCoreStatus: v1.system.watchCoreStatus.handler(({ signal }) => deps.status.state.watch(signal)),
    },
    samsara: deps.samsara.router,
    telematics: { ...deps.telematics.router, ...deps.geofences.router },
    notifications: deps.notifications.router,
    phone: deps.phone.router,
    hub: deps.hubLink.router,
    referral: deps.referral.router,
  });
}
