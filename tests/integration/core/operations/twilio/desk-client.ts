import { RTCPeerConnection, RTCRtpCodecParameters } from 'werift';
import { WebSocket } from 'ws';
import { expect } from 'vitest';

interface Frame {
  readonly type: string;
  readonly payload: Record<string, unknown> & { callsid?: string; sdp?: string };
}

const newConnection = () =>
  new RTCPeerConnection({
    codecs: {
      audio: [
        new RTCRtpCodecParameters({
          mimeType: 'audio/PCMU',
          clockRate: 8_000,
          channels: 1,
          payloadType: 0,
        }),
      ],
    },
    iceServers: [],
    iceAdditionalHostAddresses: ['127.0.0.1'],
    iceInterfaceAddresses: { udp4: '127.0.0.1' },
    iceUseIpv6: false,
  });

/** A call that rings at a desk, with the parameters that the call flow gave it. */
export interface Ringing {
  readonly callSid: string;
  readonly parameters: Readonly<Record<string, string>>;
  answer(): Promise<void>;
  decline(): void;
}

/** A desk's phone as the SDK is one on the wire: registered, rung, answering, dialling. It speaks no sound. */
export async function openDesk(url: string, token: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/signal`);
  const frames: Frame[] = [];
  const connections: RTCPeerConnection[] = [];
  socket.on('message', (data: Buffer) => {
    const text = data.toString('utf8');
    if (text === '\n') socket.send('\n');
    else frames.push(JSON.parse(text) as Frame);
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const send = (type: string, payload: object) =>
    socket.send(JSON.stringify({ type, version: '1.6', payload }));
  const isThere = (type: string, callSid?: string) => (frame: Frame) =>
    frame.type === type && (callSid === undefined || frame.payload.callsid === callSid);
  const take = async (type: string, callSid?: string): Promise<Frame['payload']> => {
    await expect
      .poll(() => frames.some(isThere(type, callSid)), { timeout: 20_000, interval: 10 })
      .toBe(true);
    const [frame] = frames.splice(frames.findIndex(isThere(type, callSid)), 1);
    return frame!.payload;
  };
  send('listen', { token });
  await take('connected');
  send('register', { media: { audio: true } });
  await take('ready');

  return {
    take,
    has: (type: string, callSid?: string) => frames.some(isThere(type, callSid)),
    async ring(): Promise<Ringing> {
      const { callsid = '', sdp = '', parameters } = await take('invite');
      const { Params: params = '' } = parameters as Record<string, string>;
      return {
        callSid: callsid,
        parameters: Object.fromEntries(new URLSearchParams(params)),
        async answer() {
          const connection = newConnection();
          connections.push(connection);
          await connection.setRemoteDescription({ type: 'offer', sdp });
          await connection.setLocalDescription(await connection.createAnswer());
          send('answer', { callsid, sdp: connection.localDescription?.sdp });
        },
        decline: () => send('reject', { callsid }),
      };
    },
    /** Resolves with the vendor's id of the leg once it is open. */
    async dial(parameters: Record<string, string>): Promise<string> {
      const connection = newConnection();
      connections.push(connection);
      connection.addTransceiver('audio');
      await connection.setLocalDescription(await connection.createOffer());
      const callsid = `TJS${Math.random().toString(16).slice(2)}`;
      send('invite', {
        callsid,
        sdp: connection.localDescription?.sdp,
        twilio: { params: new URLSearchParams(parameters).toString() },
      });
      const answer = await take('answer');
      return answer.callsid ?? '';
    },
    hangUp: (callSid: string) => send('hangup', { callsid: callSid }),
    /** As a power cut: no farewell, and no grace was asked for. */
    cut: () => socket.terminate(),
    close() {
      socket.terminate();
      for (const connection of connections) void connection.close();
    },
  };
}
