// A bare window of the runtime the app runs in, on the page of the bench. Figures are read from outside, over CDP.
const { app, BrowserWindow } = require('electron');

app.on('window-all-closed', () => app.quit());
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 720,
    useContentSize: true,
    webPreferences: { backgroundThrottling: false },
  });
  return window.loadURL(process.env.SWITCHYARD_BENCH_URL);
});
