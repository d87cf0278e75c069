// Node 18.15, inside this runtime, has no `tracingChannel`, which pino and lru-cache call when they are loaded.
// Nobody traces here, so a channel without subscribers is all they need.
const diagnosticsChannel = require('node:diagnostics_channel');

diagnosticsChannel.tracingChannel ??= () => {
  const part = { hasSubscribers: false, publish: () => undefined };
  return { ...part, start: part, end: part, asyncStart: part, asyncEnd: part, error: part };
};
