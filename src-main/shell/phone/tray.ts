import { Menu, nativeImage, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron';
import type { HotkeyAction, Softphone } from './contract.ts';
import { phoneText } from './phone-text.ts';
import { trayPicture, withDot, type TrayTone } from './tray-picture.ts';

const sidePixels = 32;

interface TrayDeps {
  readonly iconPath: string;
  readonly onOpen: () => void;
  readonly onQuit: () => void;
  readonly onAction: (action: HotkeyAction | 'decline') => void;
}

function menuOf(softphone: Softphone, deps: TrayDeps): Menu {
  const { tone, call } = trayPicture(softphone);
  const who = call?.title ?? '';
  const item = (action: HotkeyAction | 'decline', label: string): MenuItemConstructorOptions => ({
    label,
    click: () => deps.onAction(action),
  });
  const ofCall: MenuItemConstructorOptions[] =
    call === null
      ? []
      : tone === 'ringing'
        ? [
            item('answer', phoneText('tray.answer', { who })),
            item('decline', phoneText('tray.decline', { who })),
          ]
        : [
            { ...item('mute', phoneText('tray.mute')), type: 'checkbox', checked: call.isMuted },
            { ...item('hold', phoneText('tray.hold')), type: 'checkbox', checked: call.leg.kind === 'held' },
            item('hangUp', phoneText('tray.hangUp', { who })),
          ];
  return Menu.buildFromTemplate([
    ...ofCall,
    ...(ofCall.length > 0 ? [{ type: 'separator' } as const] : []),
    {
      ...item('doNotDisturb', phoneText('tray.doNotDisturbItem')),
      type: 'checkbox',
      checked: softphone.isDoNotDisturbOn,
    },
    { label: phoneText('tray.open'), click: deps.onOpen },
    { label: phoneText('tray.quit'), click: deps.onQuit },
  ]);
}

/** The icon that is there while the phone is set up: what the phone does, and the way back to the desk. */
export function createPhoneTray(deps: TrayDeps) {
  const icon = nativeImage.createFromPath(deps.iconPath).resize({ width: sidePixels, height: sidePixels });
  const pictures = new Map<TrayTone, NativeImage>();
  let tray: Tray | null = null;
  let shown = '';

  const pictureOf = (tone: TrayTone): NativeImage => {
    const known = pictures.get(tone);
    if (known) return known;
    const bitmap = Buffer.from(withDot(icon.toBitmap(), sidePixels, tone));
    const made = nativeImage.createFromBitmap(bitmap, {
      width: sidePixels,
      height: sidePixels,
      scaleFactor: 2,
    });
    pictures.set(tone, made);
    return made;
  };

  const show = (softphone: Softphone) => {
    const { tone, call } = trayPicture(softphone);
    const key = JSON.stringify([tone, call?.callId, call?.title, call?.leg.kind, softphone.isDoNotDisturbOn]);
    if (tray !== null && key === shown) return;
    shown = key;
    if (tray === null) {
      tray = new Tray(pictureOf(tone));
      tray.on('click', deps.onOpen);
    } else tray.setImage(pictureOf(tone));
    tray.setToolTip(phoneText(`tray.${tone}`, { who: call?.title ?? '' }));
    tray.setContextMenu(menuOf(softphone, deps));
  };

  const hide = () => {
    tray?.destroy();
    tray = null;
  };

  return {
    update(softphone: Softphone) {
      if (softphone.host === 'off') hide();
      else show(softphone);
    },
    close: hide,
  };
}
