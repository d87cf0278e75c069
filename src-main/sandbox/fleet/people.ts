import { hash32, pickBy, unitOf } from './random.ts';
import type { Place } from './places.ts';

/** An invented person. Phone numbers are from the range 555-0100 to 555-0199, kept free for fiction. */
export interface Driver {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly username: string;
  /** Missing for a few, as in real lists. */
  readonly phone: string | null;
  readonly licenseNumber: string;
  readonly licenseState: string;
  readonly timezone: string;
  readonly isActive: boolean;
  readonly isEldExempt: boolean;
  readonly home: Place;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Truck and seat; `null` for people who have no truck now. */
  readonly seat: { readonly truckIndex: number; readonly member: number } | null;
}

const firstNames =
  'James Maria Robert Linda Miguel Patricia José Jennifer Darnell Keisha Tyrone Guadalupe Wei Priya Björn Zoë Ångström Hyun-woo François Siobhán Nguyễn Amélie Raúl Danielle Dmitri Chidi Aaliyah Terrence Rosa Curtis Anneliese Jesús Łukasz Tomasz Noor Earl Wanda Travis Bobbie Cheyenne Ramón Inés Otis Marguerite Kwame Oluwaseun Hannah Dale Luther Estefanía'.split(
    ' ',
  );
const lastNames =
  'Smith Johnson Hernández Okafor Nguyen Kowalski García O’Brien McAllister Singh Patel Müller Washington Jefferson Whitehorse Begay Rodríguez Delacroix Fitzgerald Ivanov Petrović Nakamura Kim Park Łaskowski Sørensen Vandenberg Castellanos Dubois Abdullahi Mbeki Freeman Holloway Ybarra Zimmerman Quintanilla Blackwood Lindqvist Peña Muñoz Tran Haddad Kaur Larsen Stubblefield Yellowhorse Pacheco Montgomery Oyelaran Featherstone'.split(
    ' ',
  );
const longNames = [
  'María de los Ángeles Fernández-Villanueva y Castellanos',
  'Christopher Maximilian Featherstonehaugh-Montgomery III',
  'Oluwaseun Babatunde Adewale-Okonkwo',
  'Wolfeschlegel von Steinhausen Bergerdorff',
] as const;
const areaCodes =
  '201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240 248 251 252 253 254 256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 325 330 331 334 336 337 339 347 351 352 360 361 386 401 402 404 405 406 407 408 409 410 412 413 414 415 417 419 423 424 425 430 432 434 435 440 443 458 469 470 475 478 479 480 484 501 502 503 504 505 507 508 509 510 512 513 515 516 517 518 520 530 531 534 539 540 541 551 559 561 562 563 567 570 571 573 574 575 580 585 586 601 602 603 605 606 607 608 609 610 612 614 615 616 617 618 619 620 623 626 630 631 636 641 646 650 651 657 660 661 662 667 678 681 682 701 702 703 704 706 707 708 712 713 714 715 716 717 718 719 720 724 727 731 732 734 737 740 747 754 757 760 762 763 765 769 770 772 773 774 775 779 781 785 786 801 802 803 804 805 806 808 810 812 813 814 815 816 817 818 828 830 831 832 843 845 847 848 850 854 856 857 858 859 860 862 863 864 865 870 872 878 901 903 904 906 907 908 909 910 912 913 914 915 916 917 918 919 920 925 928 931 936 937 938 940 941 947 949 951 952 954 956 959 970 971 972 973 978 979 980 984 985 989'.split(
    ' ',
  );

const zonesByState: ReadonlyArray<readonly [zone: string, states: string]> = [
  ['America/Los_Angeles', 'CA OR WA NV'],
  ['America/Phoenix', 'AZ'],
  ['America/Denver', 'CO UT NM MT WY ID'],
  ['America/Chicago', 'TX OK KS NE IA MN MO AR LA MS AL TN IL WI ND SD'],
];

export const timezoneOf = (state: string): string =>
  zonesByState.find(([, states]) => states.split(' ').includes(state))?.[0] ?? 'America/New_York';

/** Unique for the first 30,000 people; written in the ways offices write numbers. */
function phoneOf(index: number, key: number): string | null {
  if (unitOf(key, 6) < 0.015) return null;
  const area = areaCodes[index % areaCodes.length] ?? '312';
  const line = `01${String(Math.floor(index / areaCodes.length) % 100).padStart(2, '0')}`;
  const manner = unitOf(key, 7);
  if (manner < 0.7) return `+1${area}555${line}`;
  return manner < 0.85 ? `(${area}) 555-${line}` : `${area}-555-${line}`;
}

function nameOf(index: number, key: number, isLong: boolean): string {
  if (isLong) return longNames[index % longNames.length] ?? longNames[0];
  if (index % 53 === 7) return longNames[Math.floor(index / 53) % longNames.length] ?? longNames[0];
  const middle = unitOf(key, 3) < 0.12 ? ` ${String.fromCharCode(65 + (key % 26))}.` : '';
  return `${pickBy(firstNames, unitOf(key, 1))}${middle} ${pickBy(lastNames, unitOf(key, 2))}`;
}

const dayMs = 86_400_000;
const knownSinceMs = Date.UTC(2022, 0, 10);

/** Person number `index` of the company; the same seed employs the same people. */
export function inventDriver(
  seed: number,
  index: number,
  facts: Pick<Driver, 'home' | 'seat' | 'isActive'>,
  hasLongName = false,
): Driver {
  const key = hash32(seed, index, 77);
  const createdAtMs = knownSinceMs + Math.floor(unitOf(key, 4) * 900) * dayMs;
  return {
    ...facts,
    index,
    id: String(1_000_000 + (hash32(seed, 5) % 40_000) * 100_000 + index),
    name: nameOf(index, key, hasLongName),
    username: `driver.${index + 1}`,
    phone: phoneOf(index, key),
    licenseNumber: `${String.fromCharCode(65 + (key % 26))}${String(10_000_000 + (key % 89_999_999))}`,
    licenseState: facts.home.city.state,
    timezone: timezoneOf(facts.home.city.state),
    isEldExempt: index % 97 === 13,
    createdAtMs,
    updatedAtMs: createdAtMs + Math.floor(unitOf(key, 5) * 400) * dayMs,
  };
}
