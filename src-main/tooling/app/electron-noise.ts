/**
 * Lines Chromium prints on machines without a desktop session, a graphics card or a sound card. They are harmless (seen on
 * a bare Debian 12) and would bury what matters.
 */
const harmless = [
  /Failed to connect to the bus/,
  /Exiting GPU process due to errors during initialization/,
  /ContextResult::kTransientFailure: Failed to send GpuControl/,
  /GPU stall due to ReadPixels/,
  /scaling_(cur|max)_freq: No such file/,
  // A dozen at the first alert that makes a noise. The desk itself goes on without sound.
  /^ALSA lib [\w-]+\.c:\d+:\(/,
  /ERROR:alsa_(util|manager|output)/,
  /Debugger attached|Waiting for the debugger to disconnect|Debugger ending on/,
  /DevTools listening on|Debugger listening on|For help, see: https:\/\/nodejs\.org/,
];

export const isHarmlessNoise = (line: string): boolean => harmless.some((pattern) => pattern.test(line));

/** Passes whole lines on, except harmless ones. */
export function createNoiseFilter(write: (text: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (!isHarmlessNoise(line)) write(`${line}\n`);
  };
}
