/** Below what the shell takes in one message, in whatever way the characters are written. */
const pieceLength = 200_000;

/** Text in pieces; no pair of surrogates is torn apart. */
export function* piecesOf(text: string, length = pieceLength): Generator<string, void, void> {
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + length);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && end - at > 1 && last >= 0xd800 && last <= 0xdbff) end -= 1;
    yield text.slice(at, end);
    at = end;
  }
}
