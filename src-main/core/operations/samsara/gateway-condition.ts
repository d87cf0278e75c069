import type { GatewayCondition } from '../telematics/index.ts';

/** The vendor's words (26 known, more may come without notice) → what explains a silent truck. */
const conditionByHealth: Readonly<Record<string, GatewayCondition>> = {
  Connected: 'ok',
  Unplugged: 'unplugged',
  'Not Installed': 'unplugged',
  'Power Source Off - Active Vehicle': 'unplugged',
  'Power Source Off - Inactive Vehicle': 'vehicleOff',
  'Vehicle Off': 'vehicleOff',
  'Weak Cellular Signal': 'noCoverage',
  'Recently Offline': 'noCoverage',
  'Temporarily Offline': 'noCoverage',
  'Prolonged Offline': 'noCoverage',
  'Weak GPS Signal': 'weakGps',
};

export const gatewayConditionOf = (health: string): GatewayCondition =>
  conditionByHealth[health] ?? 'unknown';
