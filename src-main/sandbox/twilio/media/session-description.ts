/** What of an offer this end takes: mu-law, and keys at the same rate. */
const kept = /^(PCMU\/8000|telephone-event\/8000)/i;

/**
 * Leaves only the codecs this end speaks in a browser's description. Comfort noise must go: a browser that keeps it
 * stops sending in pauses, and a steady tone is a pause to it (seen: five packets, then nothing). Of the telephone
 * events the one at 48 kHz must go, or the wrong one of two is agreed on.
 */
export function keepTelephoneCodecs(sdp: string, keepEvents = true): string {
  const lines = sdp.split(/\r?\n/);
  const payloadTypes = new Set(
    lines.flatMap((line) => {
      const found = /^a=rtpmap:(\d+) (.+)$/.exec(line);
      const [, payloadType = '', codec = ''] = found ?? [];
      const isWanted = kept.test(codec) && (keepEvents || !codec.startsWith('telephone'));
      return found !== null && isWanted ? [payloadType] : [];
    }),
  );
  return lines
    .flatMap((line) => {
      const media = /^(m=audio \S+ \S+) (.+)$/.exec(line);
      if (media !== null) {
        const [, head = '', types = ''] = media;
        const left = types.split(' ').filter((type) => payloadTypes.has(type));
        return [`${head} ${left.join(' ')}`];
      }
      const attribute = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+)/.exec(line);
      return attribute !== null && !payloadTypes.has(attribute[1] ?? '') ? [] : [line];
    })
    .join('\r\n');
}
