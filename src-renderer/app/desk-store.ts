import { create } from 'zustand';

/** Ids of the screens in sections.ts. */
export type SectionId =
  'map' | 'review' | 'geofences' | 'alerts' | 'hours' | 'accuracy' | 'calls' | 'referrals' | 'settings';

/** Where the person is in the frame. Nothing here outlives the window. */
interface DeskState {
  readonly section: SectionId;
  /** Sections opened so far: their screens stay mounted. */
  readonly openedSections: readonly SectionId[];
  readonly keyboardMapShown: boolean;
  /** Grows with every wish to type into the search of the list. */
  readonly searchFocusCount: number;
  goTo(section: SectionId): void;
  showKeyboardMap(shown: boolean): void;
  /** Goes to the map and puts the caret into the search of the vehicle list. */
  focusSearch(): void;
}

const opened = (desk: DeskState, section: SectionId): readonly SectionId[] =>
  desk.openedSections.includes(section) ? desk.openedSections : [...desk.openedSections, section];

export const useDesk = create<DeskState>((set) => ({
  section: 'map',
  openedSections: ['map'],
  keyboardMapShown: false,
  searchFocusCount: 0,
  goTo: (section) => set((desk) => ({ section, openedSections: opened(desk, section) })),
  showKeyboardMap: (keyboardMapShown) => set({ keyboardMapShown }),
  focusSearch: () =>
    set((desk) => ({
      section: 'map',
      openedSections: opened(desk, 'map'),
      searchFocusCount: desk.searchFocusCount + 1,
    })),
}));
