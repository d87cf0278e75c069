import { powerMonitor, type BrowserWindow } from 'electron';
import type { Clock } from '../../core/platform/clock.ts';
import type { Logger } from '../../core/platform/logger.ts';
import type { Settings } from '../contract.ts';
import type { HotkeyAction, HostOrders, PhoneOrder } from './contract.ts';
import { actionOfHotkey } from './hotkey-order.ts';
import { createHotkeys } from './hotkeys.ts';
import { createPhoneHostWindow } from './host-window.ts';
import { watchLife } from './life-watch.ts';
import { createPhoneRelay, type PhoneRelay } from './relay.ts';
import { createRingNotifications } from './ring-notifications.ts';
import { createPhoneHostRouter, createSoftphoneRouter, type PhoneWishes } from './routers.ts';
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

interface Outside {
  readonly give: (order: PhoneOrder) => void;
  readonly setDoNotDisturb: (isOn: boolean) => Promise<void>;
  readonly open: (callId: string | null) => void;
}

/** Orders and wishes that come from outside of a desk: there is nobody to tell what became of them but the state. */
function createOutside(deps: PhoneDeps, relay: PhoneRelay): Outside {
  return {
    give: (order) => {
      const refused = (error: unknown) =>
        deps.logger.warn({ error, order: order.kind }, 'phone order failed');
      relay.order(order).catch(refused);
    },
    setDoNotDisturb: async (isOn) => {
      await deps.updateSettings({ doNotDisturb: isOn });
    },
    open: (callId) => {
      relay.softphone.update((current) => ({
        ...current,
        openRequest: { count: current.openRequest.count + 1, callId },
      }));
      deps.openDesk();
    },
  };
}

/** Keys, tray, notifications and links: what of the phone is there without a desk. */
function createSurfaces(deps: PhoneDeps, relay: PhoneRelay, { give, setDoNotDisturb, open }: Outside) {
  const press = (action: HotkeyAction) => {
    const wanted = actionOfHotkey(action, relay.softphone.get().calls);
    if (wanted === null) return;
    if (wanted.kind === 'toggleDoNotDisturb') void setDoNotDisturb(!deps.settings().doNotDisturb);
    else give(wanted);
  };
  const declineFirst = () => {
    const offered = relay.softphone.get().calls.find(({ leg }) => leg.kind === 'offered');
    if (offered) give({ kind: 'decline', callId: offered.callId });
  };
  return {
    hotkeys: createHotkeys({
      logger: deps.logger,
      onPressed: press,
      onRegistered: (hotkeys) => relay.softphone.update((current) => ({ ...current, hotkeys })),
    }),
    tray: createPhoneTray({
      iconPath: deps.iconPath,
      onOpen: () => open(null),
      onQuit: deps.quit,
      onAction: (action) => (action === 'decline' ? declineFirst() : press(action)),
    }),
    notifications: createRingNotifications({
      onAnswer: (callId) => give({ kind: 'answer', callId }),
      onDecline: (callId) => give({ kind: 'decline', callId }),
      onOpen: open,
    }),
    telLinks: createTelLinks({
      logger: deps.logger,
      onNumber: (number) => {
        relay.softphone.update((current) => ({
          ...current,
          dialRequest: { count: current.dialRequest.count + 1, number },
        }));
        deps.openDesk();
      },
    }),
  };
}

type Surfaces = ReturnType<typeof createSurfaces>;

async function followState(deps: PhoneDeps, relay: PhoneRelay, surfaces: Surfaces, signal: AbortSignal) {
  let wasRinging = false;
  for await (const softphone of relay.softphone.watch(signal)) {
    surfaces.tray.update(softphone);
    surfaces.notifications.update(softphone, deps.settings().phoneNotifications);
    const isRinging = softphone.calls.some(({ leg }) => leg.kind === 'offered');
    const desk = deps.desk();
    // Asks for attention without taking the focus.
    if (isRinging !== wasRinging && desk && !desk.isDestroyed())
      desk.flashFrame(isRinging && !desk.isFocused());
    wasRinging = isRinging;
  }
}

function createWishes(
  deps: PhoneDeps,
  setDoNotDisturb: Outside['setDoNotDisturb'],
  restart: () => void,
): PhoneWishes {
  return {
    setDoNotDisturb,
    restart,
    chooseDevices: async ({ microphone, speaker, ringer }) => {
      await deps.updateSettings({
        ...(microphone === undefined ? {} : { phoneMicrophone: microphone }),
        ...(speaker === undefined ? {} : { phoneSpeaker: speaker }),
        ...(ringer === undefined ? {} : { phoneRinger: ringer }),
      });
    },
  };
}

/** Says farewell to phone calls that live, so that the other side hears at once that nobody is here any more. */
async function sayFarewell(relay: PhoneRelay, clock: Clock): Promise<void> {
  const live = relay.softphone
    .get()
    .calls.filter(({ leg }) => leg.kind !== 'ended' && leg.kind !== 'offered');
  const farewells = live.map(({ callId }) => relay.order({ kind: 'hangUp', callId }).catch(() => undefined));
  if (live.length > 0) await Promise.race([Promise.all(farewells), clock.sleep(farewellMs)]);
}

/** The phone's part of the shell: the hidden window's life, and what rings, shows and listens outside of a desk. */
export function createPhone(deps: PhoneDeps) {
  const { clock, logger, settings } = deps;
  const relay = createPhoneRelay({ clock });
  const ended = new AbortController();
  const outside = createOutside(deps, relay);
  const surfaces = createSurfaces(deps, relay, outside);
  const host = createPhoneHostWindow({ ...deps, onGone: (next) => relay.hostGone(next) });
  let areKeysUsed = false;

  const applySettings = (now: Settings) => {
    relay.softphone.update((current) => ({ ...current, isDoNotDisturbOn: now.doNotDisturb }));
    relay.orders.update((current) => ({
      ...current,
      devices: devicesOf(now),
      isDoNotDisturbOn: now.doNotDisturb,
      isRingSoundOn: now.phoneRingSound,
      plainSignallingHost: deps.plainSignallingHost,
    }));
    surfaces.telLinks.setWanted(now.telLinks);
    if (areKeysUsed) surfaces.hotkeys.use(now.phoneHotkeys);
  };

  powerMonitor.on('resume', () =>
    relay.orders.update((current) => ({ ...current, wakeCount: current.wakeCount + 1 })),
  );
  watchLife({ relay, clock, logger, signal: ended.signal, onSilent: () => host.restart() });
  applySettings(settings());
  void followState(deps, relay, surfaces, ended.signal);

  return {
    softphoneRouter: createSoftphoneRouter({
      relay,
      wishes: createWishes(deps, outside.setDoNotDisturb, () => host.restart()),
    }),
    hostRouter: createPhoneHostRouter({ relay }),
    isHost: host.isHost,
    applySettings,
    takeTelLink: surfaces.telLinks.take,
    /** An account is set up, or none any more. */
    setWanted(isWanted: boolean) {
      host.setWanted(isWanted);
      areKeysUsed = isWanted;
      if (isWanted) surfaces.hotkeys.use(settings().phoneHotkeys);
      else surfaces.hotkeys.clear();
    },
    async close() {
      surfaces.hotkeys.clear();
      await sayFarewell(relay, clock);
      ended.abort();
      host.close();
      surfaces.tray.close();
      surfaces.notifications.close();
    },
  };
}
