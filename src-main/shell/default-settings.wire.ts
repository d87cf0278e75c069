/** No telephone account, and what an office decides about it. */
export const phoneAccountValues = {
  phoneAccountSid: '',
  phoneApiKeySid: '',
  phoneApplicationSid: '',
  phoneIdentity: 'desk',
  phoneDeskGroup: [],
  phoneCallerIds: [],
  phoneCountry: 'US',
  phoneRingSeconds: 25,
  phoneAnswersService: true,
  phoneRecording: 'onDemand',
  phoneRecordingNotice: true,
  phoneRecordingKeptDays: 30,
} as const;

/** The settings after installation. A window resets to them, so they are part of the contract and import nothing. */
export const defaultSettingValues = {
  theme: 'system',
  samsaraBaseUrl: 'https://api.samsara.com',
  trailHours: 4,
  backfillDays: 7,
  keepPositionsDays: 30,
  keepTripsDays: 190,
  keepDutyLogsDays: 190,
  diskBudgetGigabytes: 10,
  basemapSource: '',
  labelsVisible: true,
  smoothMotion: true,
  alertSound: true,
  alertNotifications: true,
  alertQuietUntilMs: null,
  ...phoneAccountValues,
} as const;
