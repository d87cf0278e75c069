import {
  frameAcknowledgement,
  snapshotRequest,
} from '../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { onFramesPort } from '../platform/client.ts';
import { createFrameStore } from './frame-store.ts';

/** Where every vehicle is, outside React. Written by the feed below only. */
export const frameStore = createFrameStore();

let frameCount = 0;

/** Frames received since the page started, for the diagnostics. */
export const readFrameCount = () => frameCount;

/** Reads fleet frames from each port the core gives; a missed frame asks for one snapshot, a new port begins with one. */
export function startFramesFeed(): () => void {
  return onFramesPort((port) => {
    if (!port) return;
    let snapshotAsked = false;
    port.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (!(event.data instanceof ArrayBuffer)) return;
      const outcome = frameStore.applyFrame(event.data);
      frameCount += 1;
      port.postMessage(frameAcknowledgement);
      if (outcome === 'applied') {
        snapshotAsked = false;
      } else if (!snapshotAsked) {
        snapshotAsked = true;
        port.postMessage(snapshotRequest);
      }
    });
    port.start();
  });
}
