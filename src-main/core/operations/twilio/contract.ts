import { callsContract } from './calls/contract.ts';
import { callControlContract } from './control/contract.ts';
import { peopleContract } from './people/contract.ts';
import { recordingsContract } from './recordings/contract.ts';
import { phoneStateContract } from './tokens/contract.ts';

/** The telephone: in windows `client.v1.phone.…`. */
export const phoneContract = {
  ...phoneStateContract,
  ...callsContract,
  ...callControlContract,
  ...peopleContract,
  ...recordingsContract,
};
