import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFleetState } from '../../../src-main/core/operations/telematics/fleet-state.ts';
import { createFramePublisher } from '../../../src-main/core/operations/telematics/frames.ts';
import { systemClock, type Clock } from '../../../src-main/core/platform/clock.ts';
import { createIds } from '../../../src-main/core/platform/ids.ts';
import { createSilentLogger } from '../../../src-main/core/platform/logger.ts';
import { systemRandom } from '../../../src-main/core/platform/random.ts';
import { nobody, rolesOfDesk } from '../../../src-main/hub/access/identity.ts';
import { createDeskSockets } from '../../../src-main/hub/desk-socket/index.ts';
import { createRateLimits } from '../../../src-main/hub/web/rate-limits.ts';

/**
 * The hub's half of the bench `ws`, a process of its own: a fleet of which every truck gets a fix once a second, spread
 * over the second, its frames, and the real sockets. Argument: how many trucks.
 */
const vehicleCount = Number(process.argv[2]);
const stepMs = 20;

/** Fractions of a millisecond, on the clock that the desks' half reads too. */
const clock: Clock = { nowMs: () => performance.timeOrigin + performance.now(), sleep: systemClock.sleep };
const fleet = createFleetState();
for (let slot = 0; slot < vehicleCount; slot += 1) fleet.setVehicle(slot, true, false);
const judge = () =>
  fleet.judge({ state: 'live', lastSuccessAtMs: clock.nowMs(), clockOffsetMs: 0 }, clock.nowMs(), -1);
const frames = createFramePublisher({ fleet, judge, serverNowMs: clock.nowMs, clock });

const identity = { ...nobody, desk: { id: 'bench', name: 'bench' }, roles: rolesOfDesk };
const sockets = createDeskSockets({
  access: { identify: () => Promise.resolve(identity), refresh: () => Promise.resolve(identity) },
  core: { connect: (_channel, port) => frames.connect(port) },
  routers: { 1: {}, 2: {} },
  limits: createRateLimits(clock),
  clock,
  ids: createIds({ clock, random: systemRandom }),
  logger: createSilentLogger(),
});

function drive() {
  let nextSlot = 0;
  const startedAtMs = clock.nowMs();
  let appliedCount = 0;
  setInterval(() => {
    // As many as are due, so that a timer that comes late changes nothing about the load.
    const dueCount = Math.floor(((clock.nowMs() - startedAtMs) / 1_000) * vehicleCount);
    for (; appliedCount < dueCount; appliedCount += 1) {
      const atMs = clock.nowMs();
      fleet.applyFix(nextSlot, {
        timeMs: atMs,
        latitudeE6: 40_000_000 + (appliedCount % 1_000),
        longitudeE6: -90_000_000,
        speedDeciMph: 600,
        headingDeg: appliedCount % 360,
        address: null,
      });
      nextSlot = (nextSlot + 1) % vehicleCount;
    }
  }, stepMs);
}

const server = createServer();
sockets.attach(server);
frames.start();
drive();
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', (question) => {
  if (question === 'cpu')
    process.send?.({ cpuMicroseconds: process.cpuUsage().user + process.cpuUsage().system });
});
process.on('disconnect', () => process.exit(0));
