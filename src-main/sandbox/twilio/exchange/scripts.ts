import type { Call } from './call.ts';

/** A webhook to ask for TwiML. */
export interface ScriptTarget {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  /** Sent beside the parameters that every webhook about a call has. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Implemented by twiml/. A run ends when the document is through; when the call is still up and nothing is left to do,
 * the runner hangs it up. `signal` fires when the call is redirected: then the run stops where it is and touches the
 * call no more.
 */
export interface ScriptRunner {
  runTwiml(call: Call, target: ScriptTarget, signal: AbortSignal): Promise<void>;
  runDocument(call: Call, document: string, signal: AbortSignal): Promise<void>;
}

export interface Scripts {
  use(runner: ScriptRunner): void;
  /** Replaces what the call is running now. Never throws; a run that fails ends the call. */
  runTwiml(call: Call, target: ScriptTarget): Promise<void>;
  runDocument(call: Call, document: string): Promise<void>;
  /** Stops the call's run without another in its place. */
  abort(call: Call): void;
}

export function createScripts(): Scripts {
  let runner: ScriptRunner | null = null;
  const running = new WeakMap<Call, AbortController>();
  const run = async (call: Call, start: (chosen: ScriptRunner, signal: AbortSignal) => Promise<void>) => {
    running.get(call)?.abort();
    const mine = new AbortController();
    running.set(call, mine);
    try {
      if (runner === null) throw new Error('the exchange has no TwiML runner');
      await start(runner, mine.signal);
    } catch (error) {
      // 11200 and its kind are for the runner to tell; what gets here is a fault of ours.
      if (!mine.signal.aborted) call.hangUp({ kind: 'failed', code: 31_005 });
      process.stderr.write(
        `sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
    }
  };
  return {
    use(next) {
      runner = next;
    },
    runTwiml: (call, target) => run(call, (chosen, signal) => chosen.runTwiml(call, target, signal)),
    runDocument: (call, document) =>
      run(call, (chosen, signal) => chosen.runDocument(call, document, signal)),
    abort: (call) => running.get(call)?.abort(),
  };
}
