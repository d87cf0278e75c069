/**
 * Run as a child process, whose trust the environment decides: a desk's link to a hub behind TLS. Prints what came of it,
 * one line of JSON. Arguments: the hub's address, the desk's token.
 */
import { createHubLink } from '../../../../src-main/core/operations/hub-link/index.ts';
import { systemClock } from '../../../../src-main/core/platform/clock.ts';
import { createSilentLogger } from '../../../../src-main/core/platform/logger.ts';
import { createMetrics } from '../../../../src-main/core/platform/metrics.ts';
import type { hubV1Contract } from '../../../../src-main/hub/api/v1-contract.ts';

const [url = '', token = ''] = process.argv.slice(2);
const link = createHubLink({
  keepHub: () => undefined,
  fetch,
  openSocket: (address, options) => new WebSocket(address, options as never),
  clock: systemClock,
  random: () => 0.5,
  logger: createSilentLogger(),
  metrics: createMetrics(),
});
link.configure({ url, token, tokenAtMs: Date.now(), isFixed: true, session: null, demoAccounts: [] });
for await (const { state, failure } of link.state.watch()) {
  if (state === 'notConfigured' || state === 'connecting') continue;
  const client = link.connection.get()?.client<typeof hubV1Contract>();
  const desk = (await client?.access.getMyself())?.desk?.name ?? null;
  process.stdout.write(`${JSON.stringify({ state, code: failure?.code ?? null, desk })}\n`);
  break;
}
process.exit(0);
