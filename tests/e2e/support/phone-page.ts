/** What runs inside the test phone's page. Evaluated there: it must not use anything from outside itself. */

export interface PhonePage {
  /** What the SDK told, in order, e.g. `incoming client:ann`, `accept`, `error 31005`. */
  readonly events: string[];
  register(token: string): Promise<void>;
  updateToken(token: string): void;
  connect(token: string, parameters: Record<string, string>): Promise<void>;
  accept(): void;
  reject(): void;
  hangUp(): void;
  mute(isMuted: boolean): void;
  sendDigits(digits: string): void;
  sendMessage(text: string): string;
  callSid(): string;
  callStatus(): string;
  customParameters(): Record<string, string>;
  /** Strongest frequency of what is heard now, and its level in decibels. */
  hear(): Promise<{ readonly hz: number; readonly level: number }>;
}

export interface PhonePageOptions {
  readonly sandboxHost: string;
  /** What this page says all the time. */
  readonly toneHz: number;
}

interface SdkCall {
  readonly parameters: Record<string, string>;
  readonly customParameters: Map<string, string>;
  on(name: string, listener: (...values: never[]) => void): void;
  accept(): void;
  reject(): void;
  disconnect(): void;
  mute(isMuted: boolean): void;
  sendDigits(digits: string): void;
  sendMessage(message: object): string;
  status(): string;
  getRemoteStream(): MediaStream | null | undefined;
}
interface SdkDevice {
  on(name: string, listener: (...values: never[]) => void): void;
  register(): Promise<void>;
  updateToken(token: string): void;
  connect(options: object): Promise<SdkCall>;
}
interface PhoneGlobals {
  Twilio: { Device: new (token: string, options: object) => SdkDevice };
  phone: PhonePage;
}

/** The SDK takes `wss:` only, and takes it when it is loaded: this must run before. */
export function wrapWebSocket(sandboxHost: string): void {
  const Original = globalThis.WebSocket;
  globalThis.WebSocket = class extends Original {
    constructor(url: string | URL, protocols?: string | string[]) {
      const text = String(url);
      super(text.startsWith(`wss://${sandboxHost}/`) ? text.replace('wss:', 'ws:') : text, protocols);
    }
  };
}

export function installPhone({ sandboxHost, toneHz }: PhonePageOptions): void {
  const scope = globalThis as unknown as PhoneGlobals;
  const audio = new AudioContext();
  const events: string[] = [];
  let device: SdkDevice | null = null;
  let call: SdkCall | null = null;
  const speak = (): Promise<MediaStream> => {
    const oscillator = audio.createOscillator();
    const target = audio.createMediaStreamDestination();
    oscillator.frequency.value = toneHz;
    oscillator.connect(target);
    oscillator.start();
    return Promise.resolve(target.stream);
  };
  const current = (): SdkCall => {
    if (call === null) throw new Error('there is no call');
    return call;
  };
  const watch = (watched: SdkCall): void => {
    call = watched;
    const told = ['accept', 'disconnect', 'cancel', 'reject', 'reconnected', 'transportClose'];
    for (const name of told) watched.on(name, () => void events.push(name));
    watched.on('ringing', (hasEarlyMedia: boolean) => void events.push(`ringing ${String(hasEarlyMedia)}`));
    watched.on(
      'reconnecting',
      ({ code }: { code: number }) => void events.push(`reconnecting ${String(code)}`),
    );
    watched.on('error', ({ code }: { code: number }) => void events.push(`call error ${String(code)}`));
    watched.on('messageReceived', ({ content }: { content: unknown }) => {
      events.push(`message ${JSON.stringify(content)}`);
    });
    watched.on('messageSent', () => void events.push('message sent'));
  };
  const open = (token: string): SdkDevice => {
    const opened = new scope.Twilio.Device(token, {
      chunderw: sandboxHost,
      publishEvents: false,
      enableImprovedSignalingErrorPrecision: true,
      maxCallSignalingTimeoutMs: 20_000,
      allowIncomingWhileBusy: true,
      getUserMedia: speak,
      sounds: Object.fromEntries(
        [
          'incoming',
          'outgoing',
          'disconnect',
          'dtmfs',
          'dtmfh',
          ...[...'0123456789'].map((key) => `dtmf${key}`),
        ].map((name) => [name, '/silence.wav']),
      ),
    });
    for (const name of ['registered', 'unregistered', 'tokenWillExpire']) {
      opened.on(name, () => void events.push(name));
    }
    opened.on('error', ({ code }: { code: number }) => void events.push(`error ${String(code)}`));
    opened.on('incoming', (incoming: SdkCall) => {
      watch(incoming);
      events.push(`incoming ${incoming.parameters['From'] ?? ''}`);
    });
    return opened;
  };
  scope.phone = {
    events,
    register: (token) => (device ??= open(token)).register(),
    updateToken: (token) => device?.updateToken(token),
    async connect(token, params) {
      watch(await (device ??= open(token)).connect({ params }));
    },
    accept: () => current().accept(),
    reject: () => current().reject(),
    hangUp: () => current().disconnect(),
    mute: (isMuted) => current().mute(isMuted),
    sendDigits: (digits) => current().sendDigits(digits),
    sendMessage: (text) =>
      current().sendMessage({
        content: { text },
        messageType: 'user-defined-message',
        contentType: 'application/json',
      }),
    callSid: () => current().parameters['CallSid'] ?? '',
    callStatus: () => call?.status() ?? 'none',
    customParameters: () => Object.fromEntries(current().customParameters),
    async hear() {
      const stream = call?.getRemoteStream();
      if (stream == null) return { hz: 0, level: -Infinity };
      const source = audio.createMediaStreamSource(stream);
      const analyser = audio.createAnalyser();
      analyser.fftSize = 8_192;
      analyser.smoothingTimeConstant = 0;
      source.connect(analyser);
      await new Promise((resolve) => setTimeout(resolve, 300));
      const levels = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(levels);
      source.disconnect();
      let strongest = 0;
      levels.forEach((level, bin) => {
        if (level > (levels[strongest] ?? -Infinity)) strongest = bin;
      });
      return {
        hz: Math.round((strongest * audio.sampleRate) / analyser.fftSize),
        level: Math.round(levels[strongest] ?? -Infinity),
      };
    },
  };
}
