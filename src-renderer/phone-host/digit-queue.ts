/** The SDK (2.18.5) plays a tone for 160 ms and waits 70 ms; a digit that comes before would take the place of the others. */
const toneMs = 230;
const pauseMs = 500;

/** Sends digits one after another, however fast they are typed. `w` is a pause. */
export function createDigitQueue(send: (digit: string) => void): (digits: string) => void {
  let waiting = '';
  let isSending = false;
  const next = () => {
    const [digit] = waiting;
    isSending = digit !== undefined;
    if (digit === undefined) return;
    waiting = waiting.slice(1);
    if (digit !== 'w') send(digit);
    setTimeout(next, digit === 'w' ? pauseMs : toneMs);
  };
  return (digits) => {
    waiting += digits;
    if (!isSending) next();
  };
}
