// One window with the vendor's SDK and two buttons: what a phone call costs without our app around it.
const { app, BrowserWindow } = require('electron');

app.setPath('userData', process.env.SWITCHYARD_USER_DATA);
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1_280,
    height: 720,
    webPreferences: { backgroundThrottling: false, contextIsolation: true, sandbox: true },
  });
  void window.loadURL(process.env.SWITCHYARD_BENCH_URL);
});
