const digitChars = '0123456789*#ABCD';

/** RFC 4733: the last packets of an event carry the end bit and are sent three times with one timestamp. */
export function createEventDecoder(onDigit: (digit: string) => void) {
  let lastTimestamp: number | null = null;
  return (timestamp: number, payload: Uint8Array): void => {
    const [event = 255, flags = 0] = payload;
    const isEnd = (flags & 0x80) !== 0;
    if (!isEnd || timestamp === lastTimestamp) return;
    lastTimestamp = timestamp;
    const digit = digitChars[event];
    if (digit !== undefined) onDigit(digit);
  };
}
