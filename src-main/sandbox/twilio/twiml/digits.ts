import { until, type Run } from './stage.ts';

export interface DigitsWanted {
  readonly countMax: number;
  /** Any of these ends the input; it is not part of it. */
  readonly finishKeys: string;
  readonly timeoutSeconds: number;
}

export interface DigitsRead {
  readonly digits: string;
  readonly finishedOnKey: string;
}

/** Presses count from now on; the time-out begins when `prompt` is over, and anew with each key. */
export async function readDigits(run: Run, wanted: DigitsWanted, prompt: Promise<void>): Promise<DigitsRead> {
  let digits = '';
  let timer: NodeJS.Timeout | undefined;
  let isPrompting = true;
  let resolve: (read: DigitsRead) => void = () => undefined;
  const read = new Promise<DigitsRead>((settle) => {
    resolve = settle;
  });
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => resolve({ digits, finishedOnKey: '' }), wanted.timeoutSeconds * 1_000);
  };
  const unsubscribe = run.exchange.events.on((event) => {
    if (event.kind !== 'digit' || event.callSid !== run.call.sid) return;
    if (wanted.finishKeys.includes(event.digit)) {
      resolve({ digits, finishedOnKey: event.digit });
      return;
    }
    digits += event.digit;
    if (digits.length >= wanted.countMax) resolve({ digits, finishedOnKey: '' });
    else if (!isPrompting) wait();
  });
  void prompt.then(() => {
    isPrompting = false;
    wait();
  });
  const found = await until(run, read);
  clearTimeout(timer);
  unsubscribe();
  resolve({ digits: '', finishedOnKey: '' });
  return found ?? { digits: '', finishedOnKey: '' };
}
