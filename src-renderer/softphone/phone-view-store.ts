import { create } from 'zustand';
import type { SoftphoneLeg } from '../../src-main/shell/phone/contract.ts';

export const phoneTabs = ['dial', 'speedDial', 'devices'] as const;
export type PhoneTab = (typeof phoneTabs)[number];

/** A call that is over at this desk and waits for a word about it. */
export interface WrapUp {
  readonly callId: string;
  readonly title: string;
  readonly address: string | null;
  readonly leg: SoftphoneLeg;
  readonly talkMs: number | null;
}

/** What a call is made about: kept with it in the log. */
export interface DialSubject {
  readonly vehicleId: string | null;
  readonly vehicleName: string | null;
  readonly alertId: string | null;
}
export const noSubject: DialSubject = { vehicleId: null, vehicleName: null, alertId: null };

/** More at once are not wrapped up any more; they stand in the call log. */
const wrapUpCountMax = 3;

interface PhoneView {
  /** Wanted by a person. It is shown besides while there is a call. */
  readonly isPinned: boolean;
  readonly tab: PhoneTab;
  readonly entered: string;
  /** The number shown to whoever is called; `null`: the first one. */
  readonly ownNumber: string | null;
  readonly subject: DialSubject;
  readonly wrapUps: readonly WrapUp[];
  /** Grows with every wish to type a name or a number. */
  readonly focusCount: number;
  setPinned(isPinned: boolean): void;
  showTab(tab: PhoneTab): void;
  enter(text: string): void;
  clearEntry(): void;
  showAs(ownNumber: string | null): void;
  /** Opens the dial pad with this in it. Nothing is dialled. */
  prepare(text: string, subject?: DialSubject): void;
  addWrapUps(wrapUps: readonly WrapUp[]): void;
  closeWrapUp(callId: string): void;
}

/** What the person looks at in the phone. Nothing here outlives the window. */
export const usePhoneView = create<PhoneView>((set) => ({
  isPinned: false,
  tab: 'dial',
  entered: '',
  ownNumber: null,
  subject: noSubject,
  wrapUps: [],
  focusCount: 0,
  setPinned: (isPinned) => set({ isPinned }),
  showTab: (tab) => set({ tab, isPinned: true }),
  enter: (entered) => set({ entered }),
  clearEntry: () => set({ entered: '', subject: noSubject }),
  showAs: (ownNumber) => set({ ownNumber }),
  prepare: (entered, subject = noSubject) =>
    set(({ focusCount }) => ({
      entered,
      subject,
      tab: 'dial',
      isPinned: true,
      focusCount: focusCount + 1,
    })),
  addWrapUps: (added) =>
    set(({ wrapUps }) => {
      const known = wrapUps.filter(({ callId }) => added.every((its) => its.callId !== callId));
      return { wrapUps: [...added, ...known].slice(0, wrapUpCountMax) };
    }),
  closeWrapUp: (gone) => set(({ wrapUps }) => ({ wrapUps: wrapUps.filter(({ callId }) => callId !== gone) })),
}));
