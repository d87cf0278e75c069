import { ipcRenderer } from 'electron';

/**
 * Hands ports over, nothing else: no function and no object of Electron ever reaches the page.
 * The page says hello; the shell checks who asks and answers with ports, again whenever the core has been restarted.
 */
const channel = 'switchyard:ports';

window.addEventListener('message', (event) => {
  if (event.source !== window || event.data !== 'switchyard:hello') return;
  ipcRenderer.send(channel);
});

ipcRenderer.on(channel, (event, name: unknown) => {
  if (typeof name !== 'string') return;
  window.postMessage({ type: channel, name }, window.location.origin, [...event.ports]);
});
