import { newSid, type Call } from '../exchange/index.ts';

/** Why a caller is no longer waiting. `bridged`: somebody took the call; `until` resolves when they have parted. */
export type QueueExit =
  { readonly kind: 'bridged'; readonly until: Promise<void> } | { readonly kind: 'leave' };

export interface QueueMember {
  readonly call: Call;
  readonly enqueuedAtMs: number;
  readonly exit: Promise<QueueExit>;
  leave(exit: QueueExit): void;
}

export interface Queue {
  readonly sid: string;
  readonly friendlyName: string;
  readonly createdAtMs: number;
  maxSize: number;
  members(): readonly QueueMember[];
  /** Of those who have left, in seconds. */
  averageWaitSeconds(): number;
  /** `null` when it is full. */
  enter(call: Call): QueueMember | null;
  /** The one who waits longest and is still there, taken out; waits for one until `signal` fires, then `null`. */
  takeFirst(signal: AbortSignal): Promise<QueueMember | null>;
}

export interface Queues {
  list(): readonly Queue[];
  find(nameOrSid: string): Queue | null;
  open(friendlyName: string): Queue;
}

const maxSizeDefault = 100;

function createQueue(friendlyName: string, nowMs: () => number): Queue {
  const members: QueueMember[] = [];
  const takers: ((member: QueueMember) => void)[] = [];
  let leftCount = 0;
  let waitedMs = 0;
  const remove = (member: QueueMember): boolean => {
    const index = members.indexOf(member);
    if (index === -1) return false;
    members.splice(index, 1);
    leftCount += 1;
    waitedMs += nowMs() - member.enqueuedAtMs;
    return true;
  };
  const queue: Queue = {
    sid: newSid('QU'),
    friendlyName,
    createdAtMs: nowMs(),
    maxSize: maxSizeDefault,
    members: () => [...members],
    averageWaitSeconds: () => (leftCount === 0 ? 0 : Math.round(waitedMs / leftCount / 1_000)),
    enter(call) {
      if (members.length >= queue.maxSize) return null;
      let resolve: (exit: QueueExit) => void = () => undefined;
      const exit = new Promise<QueueExit>((settle) => {
        resolve = settle;
      });
      const member: QueueMember = {
        call,
        exit,
        enqueuedAtMs: nowMs(),
        leave(how) {
          remove(member);
          resolve(how);
        },
      };
      members.push(member);
      takers.shift()?.(member);
      return member;
    },
    takeFirst(signal) {
      const [first] = members;
      if (first !== undefined || signal.aborted) {
        if (first !== undefined) remove(first);
        return Promise.resolve(first ?? null);
      }
      return new Promise((settle) => {
        const taker = (member: QueueMember) => {
          signal.removeEventListener('abort', stop);
          remove(member);
          settle(member);
        };
        const stop = () => {
          takers.splice(takers.indexOf(taker), 1);
          settle(null);
        };
        signal.addEventListener('abort', stop, { once: true });
        takers.push(taker);
      });
    },
  };
  return queue;
}

export function createQueues(nowMs: () => number): Queues {
  const queues = new Map<string, Queue>();
  return {
    list: () => [...queues.values()],
    find: (key) => queues.get(key) ?? [...queues.values()].find(({ sid }) => sid === key) ?? null,
    open(friendlyName) {
      const queue = queues.get(friendlyName) ?? createQueue(friendlyName, nowMs);
      queues.set(friendlyName, queue);
      return queue;
    },
  };
}
