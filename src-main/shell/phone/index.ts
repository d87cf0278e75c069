import { powerMonitor, type BrowserWindow } from 'electron';
import type { Clock } from '../../core/platform/clock.ts';
import type { Logger } from '../../core/platform/logger.ts';
import type { Settings } from '../contract.ts';
import type { HotkeyAction, HostOrders } from './contract.ts';
import { actionOfHotkey } from './hotkey-order.ts';
import { createHotkeys } from './hotkeys.ts';
import { createPhoneHostWindow } from './host-window.ts';
import { watchLife } from './life-watch.ts';
import { createPhoneRelay } from './relay.ts';
import { createRingNotifications } from './ring-notifications.ts';
import { createPhoneHostRouter, createSoftphoneRouter } from './routers.ts';
import { createTelLinks } from './tel-links.ts';
import { createPhoneTray } from './tray.ts';

export type Phone = ReturnType<typeof createPhone>;

interface PhoneDeps {
  readonly preloadPath: string;
  readonly iconPath: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly plainSignallingHost: string | null;
  readonly settings: () => Settings;
  readonly updateSettings: (change: Partial<Settings>) => Promise<Settings>;
  /** Brings the desk to the front, made anew if it was closed: only when a person asked for it. */
  readonly openDesk: () => void;
  readonly desk: () => BrowserWindow | null;
  readonly quit: () => void;
}

/** Time for the farewells of phone calls when the app is quit; then the network side ends them. */
const farewellMs = 1_500;

const devicesOf = (settings: Settings): HostOrders['devices'] => ({
  microphone: settings.phoneMicrophone,
  speaker: settings.phoneSpeaker,
  ringer: settings.phoneRinger,
});

/** The phone's part of the shell: the hidden window's life, and what rings, shows and listens outside of a desk. */
export function createPhone(deps: PhoneDeps) {
  const { clock, logger, settings, updateSettings } = deps;
  const relay = createPhoneRelay({ clock });
  const ended = new AbortController();
  let areOutsideKeysUsed = false;

  const setDoNotDisturb = async (isOn: boolean) => {
    await updateSettings({ doNotDisturb: isOn });
  };
  const give = (order: Parameters<typeof relay.order>[0]) => {
    // From outside of a desk there is nobody to tell: what became of it is seen in the state.
    relay
      .order(order)
      .catch((error: unknown) => logger.warn({ error, order: order.kind }, 'phone order failed'));
  };
  const press = (action: HotkeyAction) => {
    const wanted = actionOfHotkey(action, relay.softphone.get().calls);
    if (wanted === null) return;
    if (wanted.kind === 'toggleDoNotDisturb') void setDoNotDisturb(!settings().doNotDisturb);
    else give(wanted);
  };
  const open = (callId: string | null) => {
    relay.softphone.update((current) => ({
      ...current,
      openRequest: { count: current.openRequest.count + 1, callId },
    }));
    deps.openDesk();
  };
  const declineFirst = () => {
    const offered = relay.softphone.get().calls.find(({ leg }) => leg.kind === 'offered');
    if (offered) give({ kind: 'decline', callId: offered.callId });
  };

  const host = createPhoneHostWindow({ ...deps, onGone: (next) => relay.hostGone(next) });
  const hotkeys = createHotkeys({
    logger,
    onPressed: press,
    onRegistered: (registered) => relay.softphone.update((current) => ({ ...current, hotkeys: registered })),
  });
  const tray = createPhoneTray({
    iconPath: deps.iconPath,
    onOpen: () => open(null),
    onQuit: deps.quit,
    onAction: (action) => (action === 'decline' ? declineFirst() : press(action)),
  });
  const notifications = createRingNotifications({
    onAnswer: (callId) => give({ kind: 'answer', callId }),
    onDecline: (callId) => give({ kind: 'decline', callId }),
    onOpen: open,
  });
  const telLinks = createTelLinks({
    logger,
    onNumber: (number) => {
      relay.softphone.update((current) => ({
        ...current,
        dialRequest: { count: current.dialRequest.count + 1, number },
      }));
      deps.openDesk();
    },
  });

  const applySettings = (now: Settings) => {
    relay.softphone.update((current) => ({ ...current, isDoNotDisturbOn: now.doNotDisturb }));
    relay.orders.update((current) => ({
      ...current,
      devices: devicesOf(now),
      isDoNotDisturbOn: now.doNotDisturb,
      isRingSoundOn: now.phoneRingSound,
      plainSignallingHost: deps.plainSignallingHost,
    }));
    telLinks.setWanted(now.telLinks);
    if (areOutsideKeysUsed) hotkeys.use(now.phoneHotkeys);
  };

  const follow = async () => {
    for await (const softphone of relay.softphone.watch(ended.signal)) {
      tray.update(softphone);
      notifications.update(softphone, settings().phoneNotifications);
      const rings = softphone.calls.some(({ leg }) => leg.kind === 'offered');
      // Asks for attention without taking the focus.
      const desk = deps.desk();
      if (desk && !desk.isDestroyed() && !desk.isFocused()) desk.flashFrame(rings);
    }
  };

  powerMonitor.on('resume', () =>
    relay.orders.update((current) => ({ ...current, wakeCount: current.wakeCount + 1 })),
  );
  watchLife({ relay, clock, logger, signal: ended.signal, onSilent: () => host.restart() });
  applySettings(settings());
  void follow();

  return {
    softphoneRouter: createSoftphoneRouter({
      relay,
      wishes: {
        setDoNotDisturb,
        restart: () => host.restart(),
        chooseDevices: async ({ microphone, speaker, ringer }) => {
          await updateSettings({
            ...(microphone === undefined ? {} : { phoneMicrophone: microphone }),
            ...(speaker === undefined ? {} : { phoneSpeaker: speaker }),
            ...(ringer === undefined ? {} : { phoneRinger: ringer }),
          });
        },
      },
    }),
    hostRouter: createPhoneHostRouter({ relay }),
    isHost: host.isHost,
    applySettings,
    takeTelLink: telLinks.take,
    /** An account is set up, or none any more. */
    setWanted(isWanted: boolean) {
      host.setWanted(isWanted);
      areOutsideKeysUsed = isWanted;
      if (isWanted) hotkeys.use(settings().phoneHotkeys);
      else hotkeys.clear();
    },
    /** Says farewell to phone calls that live, so that the other side hears at once that nobody is here any more. */
    async close() {
      hotkeys.clear();
      const live = relay.softphone
        .get()
        .calls.filter(({ leg }) => leg.kind !== 'ended' && leg.kind !== 'offered');
      const farewells = live.map(({ callId }) =>
        relay.order({ kind: 'hangUp', callId }).catch(() => undefined),
      );
      if (live.length > 0) await Promise.race([Promise.all(farewells), clock.sleep(farewellMs)]);
      ended.abort();
      host.close();
      tray.close();
      notifications.close();
    },
  };
}
