import '../../../src-main/tooling/runtime/old-runtime-launcher/tracing-channel.cjs';
import { roles } from '../../../src-main/core/platform/contract-base.ts';
import { systemContract } from '../../../src-main/core/contract.ts';
import type { CoreMessage, HostMessage } from '../../../src-main/core/host-protocol.ts';
import { allocateFleetFrame } from '../../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { implementContract } from '../../../src-main/core/platform/implementer.ts';
import { createSilentLogger } from '../../../src-main/core/platform/logger.ts';
import { serveRouter } from '../../../src-main/core/platform/rpc-server.ts';
import { createState } from '../../../src-main/core/platform/state.ts';
import { portOf } from '../../../src-main/shell/ports.ts';

/**
 * The utility form of the core for a runtime that cannot load the database addon: the real transport (parent port,
 * transferred desk ports, oRPC, binary frames), a router of one procedure and one vehicle in front of it.
 */
const startedAtMs = Date.now();
const status = createState({
  startedAtMs,
  processId: process.pid,
  databases: [],
  jobs: { waiting: 0, running: 0, dead: 0 },
  residentBytes: 0,
});
const implementer = implementContract({ system: systemContract });
const router = implementer.router({
  system: {
    watchCoreStatus: implementer.system.watchCoreStatus.handler(({ signal }) => status.watch(signal)),
  },
});
const send = (message: CoreMessage) => process.parentPort.postMessage(message);
const frameIntervalMs = 250;

function serveFrames(port: ReturnType<typeof portOf>): void {
  let sequence = 0;
  const timer = setInterval(() => {
    sequence += 1;
    const { buffer, columns } = allocateFleetFrame(
      sequence === 1 ? 'snapshot' : 'delta',
      sequence,
      Date.now(),
      1,
    );
    columns.timeMs[0] = Date.now();
    columns.latitudeE7[0] = 412_000_000 + sequence;
    columns.longitudeE7[0] = -876_000_000;
    port.postMessage(buffer);
  }, frameIntervalMs);
  port.onClose(() => clearInterval(timer));
}

process.parentPort.on('message', (event) => {
  const message = event.data as HostMessage;
  const [transferred] = event.ports;
  if (message.type === 'start') send({ type: 'ready' });
  else if (message.type === 'stop') process.exit(0);
  else if (message.type === 'connect' && transferred) {
    const port = portOf(transferred);
    if (message.channel === 'frames') serveFrames(port);
    else {
      const session = { userId: 'local', roles };
      serveRouter(
        port,
        router,
        { session, logger: createSilentLogger() },
        {
          refused: () => undefined,
          failed: () => undefined,
        },
      );
    }
  }
});
