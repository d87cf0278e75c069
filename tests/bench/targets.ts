/**
 * Workloads, baselines and targets of every bench, in one place for review. Ratios are ours divided by the baseline's,
 * both measured in the same process run, in turns (this machine is noisy, so bare milliseconds decide nothing).
 * `AtMost` and `AtLeast` say which side is good.
 */
export const benchTargets = {
  start: {
    workload: {
      description:
        'process start until the map shows vehicles and can be used; sandbox with this many trucks',
      vehicleCount: 250,
      runCount: 5,
    },
    baselines: {
      bareWindow:
        'the same runtime opening one window with React, the component library, MapLibre and the same basemap, drawn once',
    },
    ratios: { startToBareWindowAtMost: 1.5 },
  },
  frames: {
    workload: {
      description:
        'every vehicle changes once per second, all in view, labels and clusters on; task time until painted',
      vehicleCount: 10_000,
      updateCount: 30,
    },
    baselines: {
      geojson: 'clustered MapLibre GeoJSON source with setData, names that declutter, on the same map',
      deckgl:
        'deck.gl IconLayer with binary attributes, on the same map; no names and no clusters, which it would pay for',
    },
    ratios: { taskTimeToGeojsonAtMost: 0.1, taskTimeToDeckglAtMost: 1 },
  },
  ingest: {
    workload: {
      description:
        'feed pages: parsed, rows and cursor in one transaction, fleet state applied; points per second',
      vehiclesPerPage: 512,
      pageCount: 60,
    },
    baselines: {
      rawInserts: 'prepared inserts of already parsed points, in the same transactions, on the same settings',
      kyselyPerPoint: 'one kysely insert per point, one transaction per page',
    },
    ratios: { rateToRawInsertsAtLeast: 0.5, rateToKyselyPerPointAtLeast: 3 },
  },
  store: {
    workload: {
      description:
        'fixes of trucks 60 % of which drive, GPS noise of 3 m, every 5 s ± 300 ms, 1 % late by 10 s to 6 h, 0.1 % doubled, and their engine, fuel and speed limit readings; a page every 5 s in one transaction with its cursor',
      fixCount: 10_000_000,
      vehicleCount: 200,
    },
    baselines: {
      indexed: 'a row per fix with an index by vehicle and time',
      byVehicle: 'rows without row id, clustered by vehicle and time',
      byTime: 'rows without row id, clustered by time and vehicle',
    },
    /** Everything in the file, indexes and log included. */
    bytes: { bytesPerFixAtMost: 6 },
    ratios: {
      bytesToIndexedRowsAtMost: 1 / 8,
      bytesToClusteredRowsAtMost: 1 / 4,
      rateToBetterRowsAtLeast: 0.7,
    },
  },
  'store-peer': {
    workload: {
      description:
        'the pages of the bench `store`; then any day of a truck, and the circles of the bench `near`, as columns in memory',
      fixCount: 10_000_000,
      vehicleCount: 200,
    },
    baselines: { duckDb: 'DuckDB, one thread: its appender, a transaction per page with its cursor' },
    ratios: {
      bytesToDuckDbAtMost: 1 / 2,
      rateToDuckDbAtLeast: 0.7,
      replayToDuckDbAtMost: 1 / 3,
      nearToDuckDbAtMost: 1,
    },
  },
  replay: {
    workload: {
      description:
        'a day of one truck as columns in memory, any day and the day that ends now; the fixes of the bench `store`, of fewer trucks for longer',
      fixCount: 10_000_000,
      vehicleCount: 40,
    },
    baselines: {
      rows: 'rows without row id, clustered by vehicle and time and packed, as bare arrays',
      tenth: 'ours, a tenth as long',
    },
    ratios: { timeToRowsAtMost: 1, tenfoldToOnceAtMost: 1.2 },
  },
  near: {
    workload: {
      description:
        'which trucks were in a circle (300 m to 1,500 km) in a span (15 min to 6 h), first and last fix and the closest; the fixes of the bench `store`',
      fixCount: 10_000_000,
      vehicleCount: 200,
    },
    baselines: {
      rows: 'rows without row id, clustered by time and vehicle and packed; the box in SQL, the distance of what is in it in the program',
      tenth: 'ours, a tenth as long',
    },
    ratios: { timeToRowsAtMost: 1, tenfoldToOnceAtMost: 1.2 },
  },
  ledger: {
    workload: {
      description:
        'posted transfers per second on SQLite, each on disk before it is acknowledged; one at a time, and a thousand at a time',
      userCount: 1_000,
      turnCount: 31,
    },
    baselines: {
      rows: 'the same rows into the same tables by prepared statements, in the same transactions, without rules and hashes',
    },
    ratios: { rateToRowsOneAtLeast: 0.4, rateToRowsThousandAtLeast: 0.5 },
  },
  'ledger-pg': {
    workload: {
      description:
        'transfers posted by clients that each wait for the answer, among a few accounts, on a PostgreSQL that waits for the disk; every fortieth is asked a second time, as after a lost answer',
      clientCount: 16,
      userCount: 4,
      commandCount: 2_000,
      turnCount: 15,
    },
    baselines: {
      rows: 'the same rows into the same tables by prepared statements, in the same transactions, without rules and hashes',
    },
    ratios: { rateToRowsAtLeast: 0.5, lostAtMost: 0, doubledAtMost: 0 },
  },
  verify: {
    workload: {
      description:
        'a ledger verified from its first entry: every hash made again, every entry decided again, every balance compared; and consistency proofs in it',
      entryCount: 1_000_000,
      shortCount: 10_000,
      userCount: 1_000,
      turnCount: 3,
    },
    baselines: {
      read: 'the same rows read in the same way, and each hashed once',
      short: 'a consistency proof in a log of 10,000 entries',
    },
    ratios: { verifyToReadAtMost: 3, proofToShortAtMost: 2 },
  },
  memory: {
    workload: {
      description:
        'private memory of all processes after this time, above the same app and screens with no data or sync',
      vehicleCounts: [250, 1_000],
      durationMs: 5 * 60 * 1_000,
      sampleIntervalMs: 10_000,
    },
    baselines: { idleApp: 'the same app and screens, connected to nothing' },
    /** Guide: telematics 10 MB and session 5 MB; the whole must fit its 512 MB machine. */
    megabytes: { growthAt250VehiclesAtMost: 15, totalAtMost: 400 },
    /** Slope of a line through the samples of the second half, above which memory counts as growing. */
    slope: { megabytesPerMinuteAtMost: 0.5 },
  },
  rules: {
    workload: {
      description:
        'every vehicle has moved; who is in which geofence, came, left, stayed too long or is too fast; processor time',
      vehicleCount: 10_000,
      geofenceCount: 1_000,
    },
    baselines: {
      turf: 'every geofence tested for every vehicle with turf, containment only',
      once: 'ours with a tenth of the geofences',
    },
    ratios: { timeToTurfAtMost: 0.01, tenfoldToOnceAtMost: 2 },
  },
  backfill: {
    workload: {
      description:
        'the days before the first start come from the sandbox while the live feed runs; answer of the feed received until its frame is published',
      vehicleCount: 200,
      days: 30,
      /** Blocks of each kind, in turns. */
      blockCount: 3,
      blockSeconds: 60,
    },
    baselines: { alone: 'the same live feed with nothing to fill' },
    ratios: { p95WhileFillingToAloneAtMost: 1.5 },
  },
  ws: {
    workload: {
      description:
        "every truck gets a fix once a second, spread over the second; from the fix being known at the hub until it is at a desk, over the hub's WebSockets, a process for the hub and one for the desks",
      vehicleCount: 1_000,
      deskCount: 200,
      /** Of these, in the third part, that have stopped reading. */
      stalledCount: 10,
      measuredMs: 10_000,
      roundCount: 2,
    },
    baselines: { oneDesk: 'the same with one desk', noneStalled: 'the same desks, all reading' },
    ratios: { manyToOneAtMost: 2, besideStalledToNoneAtMost: 2 },
  },
  'call-setup': {
    workload: {
      description:
        'from the click until the far end rings, and from answering until the first sound is there; each with a sandbox of its own',
      roundCount: 25,
    },
    baselines: {
      bare: 'a page with nothing but the SDK in the same runtime; its call flow calls the far end into a conference as ours does, or nobody could be held',
      directDial: 'for comparison, not judged: the same page with a call flow that dials, so without hold',
    },
    ratios: { clickToRingToBareAtMost: 1.15, answerToSoundToBareAtMost: 1.15 },
  },
  'call-memory': {
    workload: {
      description:
        'private memory of all processes in one call, above the same app idle; then calls one after the other, with the garbage of the windows collected before each look',
      callCount: 100,
      settleMs: 10_000,
      spanMs: 20_000,
    },
    baselines: { bare: 'what a call adds to a page with nothing but the SDK in the same runtime' },
    /** Guide: 20 MB above the same app idle. */
    megabytes: { addedAboveBareAtMost: 20 },
    /** Above which memory counts as growing with the calls. */
    slope: { megabytesPerCallAtMost: 0.05 },
  },
  'call-log': {
    workload: {
      description:
        'first page, later pages, searches and filters of the call log as the desk asks for them; processor time, the worst kind of question counts',
      callCount: 1_000_000,
      smallCallCount: 10_000,
    },
    baselines: { small: 'ours, with a hundredth of the calls of the same people' },
    ratios: { timeToSmallAtMost: 1.5 },
  },
} as const;
