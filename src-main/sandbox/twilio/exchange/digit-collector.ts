export interface CollectOptions {
  /** Stops at so many. */
  readonly countMax?: number;
  /** Seconds of nothing pressed. */
  readonly timeoutSeconds: number;
  /** Ends the input and is not part of it. */
  readonly finishOnKey?: string;
}

export interface CollectedDigits {
  readonly digits: string;
  readonly reason: 'count' | 'finish-key' | 'timeout' | 'hung-up' | 'replaced';
}

/** One input at a time, as one `<Gather>` is: a second one replaces the first. */
export function createDigitCollector() {
  let digits = '';
  let options: CollectOptions | null = null;
  let resolve: ((collected: CollectedDigits) => void) | null = null;
  let timer: NodeJS.Timeout | undefined;
  const end = (reason: CollectedDigits['reason']) => {
    clearTimeout(timer);
    const settle = resolve;
    resolve = null;
    options = null;
    settle?.({ digits, reason });
  };
  const wait = (timeoutSeconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => end('timeout'), timeoutSeconds * 1_000);
  };
  return {
    end,
    press(digit: string) {
      if (options === null) return;
      if (digit === options.finishOnKey) {
        end('finish-key');
        return;
      }
      digits += digit;
      if (digits.length >= (options.countMax ?? Infinity)) end('count');
      else wait(options.timeoutSeconds);
    },
    collect(next: CollectOptions): Promise<CollectedDigits> {
      end('replaced');
      digits = '';
      options = next;
      wait(next.timeoutSeconds);
      return new Promise((settle) => {
        resolve = settle;
      });
    },
  };
}
