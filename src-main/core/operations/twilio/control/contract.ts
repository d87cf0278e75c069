import { z } from 'zod';
import { procedureFor } from '../../../platform/contract-base.ts';
import { targetSchema, unknownCall } from '../calls/contract.ts';

const callId = z.uuid();
const forCall = z.object({ callId });
const partyId = z.string().min(1).max(64);
const forParty = forCall.extend({ partyId });

/** What every command on a live call can meet. */
const commandErrors = {
  ...unknownCall,
  'phone/call-over': { message: 'This call is over.' },
  'phone/not-possible-now': { message: 'The call is not in a state that allows this.' },
  'phone/unreachable': { message: 'The telephone service could not be reached.' },
  'phone/refused': {
    message: 'The telephone service refused.',
    data: z.object({ vendorCode: z.number().int().nullable() }),
  },
  'phone/not-configured': { message: 'No telephone account is set up.' },
};
const invalidNumber = { 'phone/invalid-number': { message: 'This is no telephone number.' } };
const unknownParty = { 'phone/unknown-party': { message: 'Nobody with this id is in the call.' } };

/**
 * Commands on live calls, carried out by the vendor's REST API. They resolve when the vendor has accepted; what became of
 * it comes out of `watchLiveCalls`.
 */
export const callControlContract = {
  /** With music, and only for who is held. `partyId` null: everybody who is no desk. */
  holdCall: procedureFor('dispatcher')
    .input(forCall.extend({ partyId: partyId.nullable().default(null), isHeld: z.boolean() }))
    .errors({ ...commandErrors, ...unknownParty })
    .output(z.void()),
  /** Hands the call over and leaves at once. When the target does not come, the caller goes back to the queue. */
  transferCall: procedureFor('dispatcher')
    .input(forCall.extend({ target: targetSchema }))
    .errors({ ...commandErrors, ...invalidNumber })
    .output(z.object({ partyId })),
  /** Holds everybody else and brings the target in, to speak with first. */
  beginConsultation: procedureFor('dispatcher')
    .input(forCall.extend({ target: targetSchema }))
    .errors({ ...commandErrors, ...invalidNumber })
    .output(z.object({ partyId })),
  /** Who was held now hears, and the consulted one is held; and the other way round. */
  swapConsultation: procedureFor('dispatcher').input(forCall).errors(commandErrors).output(z.void()),
  /** Everybody hears everybody; it is no transfer any more. */
  joinConsultation: procedureFor('dispatcher').input(forCall).errors(commandErrors).output(z.void()),
  /** The others go on together, this desk leaves. */
  completeConsultation: procedureFor('dispatcher').input(forCall).errors(commandErrors).output(z.void()),
  /** The consulted one is sent away, who was held is back. */
  cancelConsultation: procedureFor('dispatcher').input(forCall).errors(commandErrors).output(z.void()),
  addParty: procedureFor('dispatcher')
    .input(forCall.extend({ target: targetSchema }))
    .errors({
      ...commandErrors,
      ...invalidNumber,
      'phone/too-many-parties': { message: 'No more people fit into one call.' },
    })
    .output(z.object({ partyId })),
  removeParty: procedureFor('dispatcher')
    .input(forParty)
    .errors({ ...commandErrors, ...unknownParty })
    .output(z.void()),
  /** Everybody of `callId` goes on in `intoCallId`. */
  mergeCalls: procedureFor('dispatcher')
    .input(forCall.extend({ intoCallId: callId }))
    .errors(commandErrors)
    .output(z.void()),
  /**
   * Ends the call by REST: for everybody, or for this desk only while others are to go on. Also the way out when the SDK
   * cannot send its own hang-up. Harmless when it is over already.
   */
  hangUpCall: procedureFor('dispatcher')
    .input(forCall.extend({ scope: z.enum(['everybody', 'thisDesk']).default('everybody') }))
    .errors(commandErrors)
    .output(z.void()),
  setRecording: procedureFor('dispatcher')
    .input(forCall.extend({ action: z.enum(['start', 'pause', 'resume', 'stop']) }))
    .errors({
      ...commandErrors,
      'phone/recording-forbidden': { message: 'The policy of this office does not allow it.' },
    })
    .output(z.void()),
  /** Rings this desk by REST with `params.testId`; the phone host answers no such call, it reports that it rang. */
  beginTestRing: procedureFor('dispatcher')
    .errors({
      'phone/not-configured': commandErrors['phone/not-configured'],
      'phone/unreachable': commandErrors['phone/unreachable'],
      'phone/refused': commandErrors['phone/refused'],
    })
    .output(z.object({ testId: z.uuid() })),
};
