import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift';
import { frameSampleCount, type Frame } from '../exchange/index.ts';
import { createJitterBuffer } from './jitter-buffer.ts';
import { sendThrough, type LineQuality } from './line-quality.ts';
import { decodeMulaw, encodeMulaw, framesOf } from './mulaw.ts';
import { keepTelephoneCodecs } from './session-description.ts';
import { createEventDecoder } from './telephone-events.ts';

/** The exchange's end of one browser's WebRTC connection. */
export interface BrowserMedia {
  /** Answers the browser's offer: the first, or a later one that restarts the connection. */
  answer(offer: string): Promise<string>;
  offer(): Promise<string>;
  takeAnswer(answer: string): Promise<void>;
  /** One beat's worth of what the browser said. */
  take(): Frame | null;
  hear(frame: Frame): void;
  close(): void;
}

export interface BrowserMediaOptions {
  readonly quality: () => LineQuality;
  readonly onDigit: (digit: string) => void;
  /** Without it a browser has to send keys as messages over signalling. Default true. */
  readonly hasEvents?: boolean;
}

const pcmu = () =>
  new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8_000, channels: 1, payloadType: 0 });
/** 101 is what gateways use; the browser's own number wins when it offers. */
const events = () =>
  new RTCRtpCodecParameters({
    mimeType: 'audio/telephone-event',
    clockRate: 8_000,
    channels: 1,
    payloadType: 101,
    parameters: '0-16',
  });

function openConnection(options: BrowserMediaOptions): RTCPeerConnection {
  return new RTCPeerConnection({
    codecs: { audio: options.hasEvents === false ? [pcmu()] : [pcmu(), events()] },
    iceServers: [],
    // Loopback only: the sandbox is for this machine, and nothing of it may be reachable from another.
    iceAdditionalHostAddresses: ['127.0.0.1'],
    iceInterfaceAddresses: { udp4: '127.0.0.1' },
    iceUseIpv6: false,
    // As media gateways with a public address do: the browser makes all checks, also after a restart.
    iceLite: true,
    iceFilterStunResponse: () => !options.quality().isDead,
  });
}

/** Payload type of an agreed codec, from the description that both ends settled on. */
const payloadTypeOf = (sdp: string, codec: string): number =>
  Number(new RegExp(`^a=rtpmap:(\\d+) ${codec}/8000`, 'im').exec(sdp)?.[1] ?? -1);

export function createBrowserMedia(options: BrowserMediaOptions): BrowserMedia {
  const connection = openConnection(options);
  const track = new MediaStreamTrack({ kind: 'audio' });
  const buffer = createJitterBuffer();
  const decodeEvent = createEventDecoder(options.onDigit);
  let eventType = -1;
  let sequenceNumber = 0;
  let timestamp = 0;
  let isClosed = false;
  let isAnswered = false;
  /** werift 0.25.2 does not begin checks again after a description that restarts them. */
  const restartChecks = () => {
    for (const transport of connection.iceTransports) {
      transport.start().catch((error: unknown) => {
        if (!isClosed) process.stderr.write(`sandbox: media not taken up again: ${String(error)}\n`);
      });
    }
  };

  const receive = ({ header, payload }: RtpPacket) => {
    if (header.payloadType === eventType) decodeEvent(header.timestamp, payload);
    else if (header.payloadType === 0) {
      // Rarely more than one frame; then they share the number and keep their order.
      for (const frame of framesOf(decodeMulaw(payload))) buffer.add(header.sequenceNumber, frame);
    }
  };
  connection.onTrack.subscribe((remote) => {
    remote.onReceiveRtp.subscribe((packet) => sendThrough(options.quality(), () => receive(packet)));
  });
  const transceiver = connection.addTransceiver(track, { direction: 'sendrecv' });

  return {
    async answer(offer) {
      const readable = keepTelephoneCodecs(offer, options.hasEvents !== false);
      eventType = payloadTypeOf(readable, 'telephone-event');
      await connection.setRemoteDescription({ type: 'offer', sdp: readable });
      await connection.setLocalDescription(await connection.createAnswer());
      buffer.reset();
      if (isAnswered) restartChecks();
      isAnswered = true;
      return connection.localDescription?.sdp ?? '';
    },
    async offer() {
      await connection.setLocalDescription(await connection.createOffer());
      return connection.localDescription?.sdp ?? '';
    },
    async takeAnswer(answer) {
      eventType = payloadTypeOf(answer, 'telephone-event');
      await connection.setRemoteDescription({ type: 'answer', sdp: keepTelephoneCodecs(answer) });
    },
    take: () => buffer.take(),
    hear(frame) {
      // The keys of a connection outlive a break in it: what is sent then is lost, or heard after the restart.
      if (isClosed || connection.dtlsTransports[0]?.state !== 'connected') return;
      sequenceNumber = (sequenceNumber + 1) & 0xffff;
      timestamp = (timestamp + frameSampleCount) >>> 0;
      const header = new RtpHeader({
        sequenceNumber,
        timestamp,
        payloadType: 0,
        marker: sequenceNumber === 1,
      });
      const packet = new RtpPacket(header, encodeMulaw(frame));
      sendThrough(options.quality(), () => {
        if (!isClosed) void transceiver.sender.sendRtp(packet);
      });
    },
    close() {
      isClosed = true;
      void connection.close();
    },
  };
}
