import { z } from 'zod';

/** The one text frame that is no JSON: sent by the server, sent back by the client. */
export const heartbeat = '\n';

const callSid = z.string().min(1);
const sdp = z.string().min(1);

/** What the client sends (SDK 2.18.5, protocol version 1.6). Other types are ignored, as the service does. */
const clientFrameSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('listen'),
    payload: z.object({ token: z.string(), reconnectTimeout: z.number().default(0) }),
  }),
  z.object({
    type: z.literal('register'),
    payload: z.object({ media: z.object({ audio: z.boolean().default(false) }) }),
  }),
  z.object({
    type: z.literal('invite'),
    payload: z.object({
      callsid: callSid,
      sdp,
      /** There when a call is taken up again instead of begun. */
      reconnect: z.string().optional(),
      twilio: z.object({ params: z.string().optional() }).default({}),
    }),
  }),
  z.object({ type: z.literal('answer'), payload: z.object({ callsid: callSid, sdp }) }),
  z.object({ type: z.literal('reinvite'), payload: z.object({ callsid: callSid, sdp }) }),
  z.object({ type: z.literal('reject'), payload: z.object({ callsid: callSid }) }),
  z.object({
    type: z.literal('hangup'),
    payload: z.object({ callsid: callSid, message: z.string().optional() }),
  }),
  z.object({ type: z.literal('dtmf'), payload: z.object({ callsid: callSid, dtmf: z.string() }) }),
  z.object({
    type: z.literal('message'),
    payload: z.object({
      callsid: callSid,
      content: z.unknown(),
      contenttype: z.string().default('application/json'),
      messagetype: z.string().default('user-defined-message'),
      voiceeventsid: z.string(),
    }),
  }),
]);

export type ClientFrame = z.infer<typeof clientFrameSchema>;

/** `null` for what is no frame of a known type. */
export function readFrame(text: string): ClientFrame | null {
  try {
    const read = clientFrameSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

export interface WireError {
  readonly code: number;
  readonly message?: string;
}

/** What the server sends. */
export type ServerFrame =
  | { readonly type: 'connected'; readonly payload: ConnectedPayload }
  | { readonly type: 'ready' | 'offline' | 'close'; readonly payload: Record<string, never> }
  | {
      readonly type: 'error';
      readonly payload: {
        readonly error: WireError;
        readonly callsid?: string;
        readonly voiceeventsid?: string;
      };
    }
  | { readonly type: 'invite'; readonly payload: InvitePayload }
  | { readonly type: 'cancel'; readonly payload: { readonly callsid: string } }
  | { readonly type: 'ringing'; readonly payload: { readonly callsid: string; readonly sdp?: string } }
  | {
      readonly type: 'answer';
      readonly payload: { readonly callsid: string; readonly sdp?: string; readonly reconnect?: string };
    }
  | { readonly type: 'hangup'; readonly payload: { readonly callsid: string; readonly error?: WireError } }
  | {
      readonly type: 'ack';
      readonly payload: {
        readonly acktype: 'message';
        readonly callsid: string;
        readonly voiceeventsid: string;
      };
    }
  | {
      readonly type: 'message';
      readonly payload: {
        readonly callsid: string;
        readonly content: unknown;
        readonly contenttype: string;
        readonly messagetype: string;
        readonly voiceeventsid: string;
      };
    };

export interface ConnectedPayload {
  readonly edge: string;
  readonly gateway: string;
  readonly home: string;
  readonly region: string;
  readonly token: { readonly identity: string; readonly ttl: number };
}

export interface InvitePayload {
  readonly callsid: string;
  readonly sdp: string;
  readonly reconnect?: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export const writeFrame = (frame: ServerFrame): string => JSON.stringify({ ...frame, version: '1.6' });
