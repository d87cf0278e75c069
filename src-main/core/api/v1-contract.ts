import { systemContract } from '../contract.ts';
import { hubDeskContract } from '../operations/hub-link/contract.ts';
import { notificationsContract } from '../operations/notifications/contract.ts';
import { samsaraContract } from '../operations/samsara/contract.ts';
import { telematicsContract } from '../operations/telematics/contract.ts';
import { geofenceContract } from '../operations/telematics/geofences/contract.ts';
import { phoneContract } from '../operations/twilio/contract.ts';
import { referralDeskContract } from '../referral/desk/contract.ts';

/** The public API, version 1: grows by additions only. */
export const v1Contract = {
  system: systemContract,
  samsara: samsaraContract,
  telematics: { ...telematicsContract, ...geofenceContract },
  notifications: notificationsContract,
  phone: phoneContract,
  /** A desk's, like `referral`: a hub answers for the office in its place. */
  hub: hubDeskContract,
  referral: referralDeskContract,
};

export type V1Contract = typeof v1Contract;
