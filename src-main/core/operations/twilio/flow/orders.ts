/** What the flow wants done at the vendor's after its answer: data, so that deciding needs no network. */
export type Order =
  | { readonly do: 'ringDesks'; readonly callId: string }
  /** `exceptDesk`: it has answered. */
  | { readonly do: 'stopRinging'; readonly callId: string; readonly exceptDesk: string | null }
  | {
      readonly do: 'addParty';
      readonly callId: string;
      readonly partyId: string;
      /** E.164 or `client:identity`. */
      readonly address: string;
      readonly ownNumber: string | null;
      /** The desk that asks for it. */
      readonly desk: string;
    }
  /** Stops calling somebody who has not come yet. */
  | { readonly do: 'cancelParty'; readonly callId: string; readonly partyId: string }
  | {
      readonly do: 'hold';
      readonly callId: string;
      readonly conferenceSid: string;
      readonly callSid: string;
      readonly isHeld: boolean;
    }
  | { readonly do: 'endConference'; readonly callId: string; readonly conferenceSid: string }
  /** Looks again, in case a farewell that explains it is still on its way. */
  | { readonly do: 'reconsider'; readonly callId: string; readonly desk: string; readonly afterMs: number }
  /** It is ready at the vendor's. */
  | { readonly do: 'fetchRecording'; readonly recordingSid: string }
  | {
      readonly do: 'startRecording';
      readonly callId: string;
      readonly conferenceSid: string;
      readonly callSid: string;
      readonly hasNotice: boolean;
    };
