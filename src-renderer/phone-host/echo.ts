/** Late enough to speak a few words and listen. */
const echoDelayMs = 1_000;

/** The own voice a second later, from the chosen speaker. @returns a function that ends it. */
export async function startEcho(
  openMicrophone: () => Promise<MediaStream>,
  speakerId: string,
): Promise<() => void> {
  const stream = await openMicrophone();
  const context = new AudioContext();
  const source = context.createMediaStreamSource(stream);
  const delay = context.createDelay(2);
  delay.delayTime.value = echoDelayMs / 1_000;
  const out = context.createMediaStreamDestination();
  source.connect(delay).connect(out);
  const element = new Audio();
  element.srcObject = out.stream;
  await element.setSinkId(speakerId).catch(() => element.setSinkId(''));
  await element.play();
  return () => {
    element.pause();
    element.srcObject = null;
    for (const track of stream.getTracks()) track.stop();
    void context.close();
  };
}
